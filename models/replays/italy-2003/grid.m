function mpc = italy_2003
%ITALY_2003  Schematic: an infinite northern system, the ties into Italy by corridor, the mainland as one bus, Sardinia by itself.
%   Only the 110 % on Sils-Soazza after the loss of Mettlen-Lavorgo is published in the facts used; import, split and ratings are set to give it.
mpc.version = '2';
mpc.baseMVA = 100;
%% bus_i type Pd Qd Gs Bs area Vm Va baseKV zone Vmax Vmin
mpc.bus = [
	1	3	200000	0	0	0	1	1	0	380	1	1.1	0.9;	% continental system
	5	1	24000	0	0	0	1	1	0	380	1	1.1	0.9;	% Italian mainland
	6	3	1500	0	0	0	2	1	0	380	1	1.1	0.9;	% Sardinia (tied by direct current only)
];
%% bus Pg Qg Qmax Qmin Vg mBase status Pmax Pmin
mpc.gen = [
	1	206400	0	0	0	1	100	1	230000	0;
	5	17600	0	0	0	1	100	1	19000	0;
	6	1500	0	0	0	1	100	1	1700	0;
];
%% fbus tbus r x b rateA rateB rateC ratio angle status angmin angmax
mpc.branch = [
	1	5	0	0.00530303	0	1650	1650	1650	0	0	1	-360	360;	% Mettlen-Lavorgo: 1,320 MW before
	1	5	0	0.00466667	0	1718	1718	1718	0	0	1	-360	360;	% Sils-Soazza: 1,500 MW before, 1,890 after = 110 %
	1	5	0	0.01	0	900	900	900	0	0	1	-360	360;	% other Swiss lines: 700 MW
	1	5	0	0.00333333	0	2900	2900	2900	0	0	1	-360	360;	% France-Italy: 2,100 MW
	1	5	0	0.00897436	0	1100	1100	1100	0	0	1	-360	360;	% Austria and Slovenia: 780 MW
];
