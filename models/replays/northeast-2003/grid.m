function mpc = northeast_2003
%NORTHEAST_2003  Schematic: the system south and east of Cleveland as one bus, Cleveland as one bus, the ways between them. Flows and ratings are set, not data of the day.
mpc.version = '2';
mpc.baseMVA = 100;
%% bus_i type Pd Qd Gs Bs area Vm Va baseKV zone Vmax Vmin
mpc.bus = [
	1	3	100000	0	0	0	1	1	0	345	1	1.1	0.9;	% system
	2	1	6000	0	0	0	1	1	0	345	1	1.1	0.9;	% Cleveland
];
%% bus Pg Qg Qmax Qmin Vg mBase status Pmax Pmin
mpc.gen = [
	1	103403	0	0	0	1	100	1	120000	0;	% system
	2	597	0	0	0	1	100	1	597	0;	% Eastlake 5
	2	2000	0	0	0	1	100	1	2000	0;	% others in Cleveland
];
%% fbus tbus r x b rateA rateB rateC ratio angle status angmin angmax
mpc.branch = [
	1	2	0	0.010	0	898	898	898	0	0	1	-360	360;	% Chamberlin-Harding: 700 MW once Eastlake 5 is out
	1	2	0	0.00875	0	898	898	898	0	0	1	-360	360;	% Hanna-Juniper: 800 MW
	1	2	0	0.00933333	0	982	982	982	0	0	1	-360	360;	% Star-South Canton: 750 MW
	1	2	0	0.01166667	0	1200	1200	1200	0	0	1	-360	360;	% sixteen lines of 138 kV: 600 MW
	1	2	0	0.010	0	1900	1900	1900	0	0	1	-360	360;	% Sammis-Star: 700 MW
	1	2	0	0.01555556	0	1500	1500	1500	0	0	1	-360	360;	% Perry-Ashtabula and the way east: 450 MW
];
