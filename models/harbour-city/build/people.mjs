/** Service areas: neighbourhoods, hamlets, business districts, and what they need. */
import { crossings } from './transport.mjs';

const round = (value) => Number(value.toFixed(4));

/** Demands by head, from the planning figures at the head of build.mjs. */
function demands(plan, people) {
  return {
    electricity: { demand: round(people / 1000 * plan.megawattsPer1000), demand_profile: 'home-load' },
    water: { demand: round(people * plan.waterM3PerDay / 24), demand_profile: 'home-load' },
    wastewater: { demand: round(people * plan.waterM3PerDay * 0.9 / 24), demand_profile: 'home-load' },
    payments: { demand: round(people * plan.paymentsEuroPerDay / 24 / 1000) },
    food: { demand: round(people * plan.foodKgPerDay / 24 / 1000) },
  };
}

function commonNeeds(region, id, district, plan, people, place) {
  const d = demands(plan, people);
  region.need(id, 'water', `main-${district.id}`, { impact: 0.5, ...d.water });
  region.need(id, 'communications', [1, 2, 3].map((i) => `cell-${district.id}-${i}`).concat(district.office), { required: 2, impact: 0.3, type: 'cyber' });
  region.need(id, 'payments', ['acquirer', `atm-${district.id}`], { weights: [0.8, 0.4], impact: 0.2, type: 'cyber', ...d.payments });
  region.need(id, 'food', [`shop-${district.id}-1`, `shop-${district.id}-2`], { impact: 0.5, ...d.food });
  region.need(id, 'primary-care', [`clinic-${district.id}`, ...region.nearest('clinic', place, 2).filter((other) => other !== `clinic-${district.id}`).slice(0, 1)], { impact: 0.1 });
  region.need(id, 'health', region.nearest('hospital', place, 3), { weights: [0.5, 0.5, 0.3], impact: 0.3 });
  region.need(id, 'emergency', region.nearest('fire-station', place, 2), { impact: 0.2 });
  region.need(id, 'fuel', region.nearest('fuel-station', place, 2), { impact: 0.1 });
}

export function addNeighbourhoods(region, district, plan) {
  for (let i = 1; i <= plan.neighbourhoodsPerDistrict; i++) {
    const upTo = (k) => Math.round(k * district.people / plan.neighbourhoodsPerDistrict);
    const people = upTo(i) - upTo(i - 1);
    const place = region.get(`feeder-${district.id}-${i}`).place;
    const id = region.asset(`homes-${district.id}-${i}`, 'homes', place, { name: `${district.name} ${i}`, district: district.id, people, people_profile: 'residential' });
    const d = demands(plan, people);
    region.need(id, 'electricity', `feeder-${district.id}-${i}`, { impact: 0.6, ...d.electricity });
    region.need(id, 'wastewater', `lift-${district.id}`, { impact: 0.4, ...d.wastewater });
    region.need(id, 'access', `road-${district.id}`, { impact: 0.3, type: 'physical' });
    if (region.get(`polder-${district.id}`)) region.need(id, 'drainage', `polder-${district.id}`, { impact: 0.1 });
    commonNeeds(region, id, district, plan, people, place);
  }
}

/** Hamlets hang on one overhead feeder and one country road. */
export function addHamlets(region, districts, hamlets, plan) {
  for (const [name, place, people] of hamlets) {
    const id = name.toLowerCase();
    const [substation] = region.nearest('substation', place);
    const district = districts.find((d) => `sub-${d.id}` === substation);
    const feeder = region.asset(`feeder-${id}`, 'overhead-feeder', [(place[0] + district.place[0]) / 2, (place[1] + district.place[1]) / 2], { name: `${name} feeder`, district: district.id });
    region.need(feeder, 'electricity', substation);
    const road = region.asset(`road-${id}`, 'country-road', [(place[0] * 2 + district.place[0]) / 3, (place[1] * 2 + district.place[1]) / 3], { name: `${name} road`, district: district.id });
    region.need(road, 'access', [`art-${district.id}`, ...crossings(region, place, 1)]);
    const area = region.asset(`hamlet-${id}`, 'hamlet', place, { name, district: district.id, people, people_profile: 'residential' });
    region.need(area, 'electricity', feeder, { impact: 0.6, ...demands(plan, people).electricity });
    region.need(area, 'access', road, { impact: 0.4 });
    commonNeeds(region, area, district, plan, people, place);
  }
}

export function addBusinesses(region, districts, businesses, plan) {
  for (const [where, number, people] of businesses) {
    const district = districts.find((d) => d.id === where);
    const place = region.near(district.place, 0.7);
    const feeder = region.asset(`feeder-works-${where}-${number}`, 'cable-feeder', place, { name: `${district.name} business feeder ${number}`, district: where });
    region.need(feeder, 'electricity', `sub-${where}`);
    const id = region.asset(`works-${where}-${number}`, 'businesses', place, { name: `${district.name} businesses ${number}`, district: where, people, people_profile: 'office' });
    region.need(id, 'electricity', feeder, { impact: 0.8, demand: round(people / 1000 * plan.megawattsPer1000Workers), demand_profile: 'office' });
    region.need(id, 'communications', [district.office, `cell-${where}-1`, `cell-${where}-2`], { weights: [1, 0.3, 0.3], impact: 0.6, type: 'cyber' });
    region.need(id, 'payments', ['acquirer', `atm-${where}`], { weights: [0.8, 0.4], impact: 0.4, type: 'cyber', demand: round(people * plan.salesEuroPerWorkerHour / 1000), demand_profile: 'office' });
    region.need(id, 'water', `main-${where}`, { impact: 0.4, demand: round(people * 0.04 / 8), demand_profile: 'office' });
    region.need(id, 'access', `road-${where}`, { impact: 0.5 });
    region.need(id, 'public-transport', ['bus-north', 'bus-south', 'bus-east'], { required: 2, impact: 0.2 });
  }
}
