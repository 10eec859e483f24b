/** What is inside a packet that `assemble` made. */
import type { CompiledScenario } from '../engine/compiled-scenario.js';
import { networkFrom, type CompiledNetwork } from '../network/compiled-network.js';
import type { NetworkNames } from '../network/network-names.js';
import type { StudyPacket } from './packet.js';

interface PacketContent extends StudyPacket { network: SharedArrayBuffer; names: NetworkNames; scenario: CompiledScenario }

export interface PacketParts { network: CompiledNetwork; names: NetworkNames; scenario: CompiledScenario }

/** The network (on the packet's own memory), its names and the compiled scenario. */
export function packetParts(packet: StudyPacket): PacketParts {
  const { names, network, scenario } = packet as PacketContent;
  return { network: networkFrom(network), names, scenario };
}
