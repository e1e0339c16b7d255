/**
 * What the five scenes of the announcement show and ask, as data: names and numbers of our own around what the announcement
 * tells of them. No drawing (draw.ts). src/data/synthetic/forbidden.ts keeps all of it off training pages; test/scenes.test.ts
 * holds the two against each other.
 */

export interface SceneQuestion {
  question: string;
  /** Accepted answers. */
  answers: string[];
}

export interface SceneContent {
  /** Name of the image without its folder. */
  file: string;
  questions: SceneQuestion[];
  /** Names, call signs and addresses that no training page may hold. */
  names: string[];
  /** Cells that belong together; no training page may hold two of one row side by side. */
  rows: string[][];
}

export const LABEL = {
  publisher: "Tarn & Osier Press",
  sender: ["310 Millrace Quay", "Hollinbrook, MA 01999"],
  soldTo: ["Odalys Brannock Books", "4178 Larkspur Hollow Road", "Duneberry, VT 05899"],
  shipTo: ["Alderpoint Reading Room", "92 Coopers Wharf, Dock 3", "Port Ellery, ME 04688"],
  date: "March 9, 2021",
  order: "TO-58213",
  carton: "1 of 2",
  weight: "18.4 lb",
};

export const RECEIPT = {
  store: "Pemberwick Corner Market",
  address: ["27 Saltbox Lane", "Wexcombe, OH 44299"],
  phone: "(330) 555-0186",
  items: [
    ["WHOLE MILK 1/2 GAL", "2.19"],
    ["RYE ROLLS 4 CT", "0.89"],
    ["GALA APPLES", "1.00"],
  ],
  sums: [
    ["SUBTOTAL", "4.08"],
    ["STATE TAX 6%", "0.24"],
    ["TOTAL", "4.32"],
    ["CASH", "5.02"],
    ["CHANGE", "0.70"],
  ],
  clerk: "Clerk 04   Reg 2   Trans 3391",
  date: "06/14/2019   5:47 PM",
};

export const STATIONS = {
  title: "FM radio stations",
  header: ["Frequency", "Call sign", "Name", "Format"],
  rows: [
    ["88.9", "KUSK", "Lantern Public Radio", "Public radio"],
    ["92.7", "KKYA", "Big Sandbar Country", "Country"],
    ["95.5", "KDAM", "The Spillway", "Adult hits"],
    ["103.3", "WNAX-FM", "Prairie Anvil", "Classic country"],
    ["107.1", "KVHT", "Heartline 107", "Adult contemporary"],
  ],
};

const DIOCESE = "Roman Catholic Diocese of Cleveland";

export const SCHOOLS = {
  title: "High schools of the lake counties",
  header: ["School", "District", "Location", "Communities served"],
  rows: [
    ["Saint Odile Academy", DIOCESE, "Brookhollin", "Brookhollin, Wexley Park"],
    ["Tessaly High School", "Tessaly Local Schools", "Tessaly", "Tessaly, Quarry Township"],
    ["Our Lady of the Locks", DIOCESE, "Canal Ferrin", "Canal Ferrin, Lockmoor"],
    ["Granger Weir High School", "Granger Weir City Schools", "Granger Weir", "Granger Weir"],
    ["Saint Brannoc Preparatory", DIOCESE, "Ostermill", "Ostermill, Dunvane"],
    ["Lockmoor High School", "Lockmoor Village Schools", "Lockmoor", "Lockmoor, Canal Ferrin"],
    ["Archbishop Tallow High School", DIOCESE, "Vermeil Heights", "Vermeil Heights, Oxley Bay"],
    ["Ridge and Rudder Charter School", "Independent", "Oxley Bay", "Oxley Bay, Dunvane"],
  ],
};

export const SCENES: readonly SceneContent[] = [
  {
    file: "1-shipping-label.jpg",
    questions: [
      { question: "What is the sold-to address?", answers: [LABEL.soldTo.join(" "), LABEL.soldTo.slice(1).join(" ")] },
      { question: "What is the ship-to address?", answers: [LABEL.shipTo.join(" "), LABEL.shipTo.slice(1).join(" ")] },
    ],
    names: [LABEL.publisher, ...LABEL.sender, ...LABEL.soldTo, ...LABEL.shipTo, LABEL.order],
    rows: [],
  },
  {
    file: "2-store-receipt.jpg",
    questions: [{ question: "What is the total?", answers: ["4.32"] }],
    names: [RECEIPT.store, ...RECEIPT.address, RECEIPT.phone],
    rows: [...RECEIPT.items, ...RECEIPT.sums],
  },
  {
    file: "3-radio-stations.jpg",
    questions: [{ question: "Which of these stations does not have a 'k' in its call sign?", answers: ["WNAX-FM"] }],
    names: STATIONS.rows.flatMap(([, sign, name]) => [sign, name]),
    rows: STATIONS.rows,
  },
  {
    file: "4-schools.jpg",
    questions: [
      { question: "How many of the schools serve the Roman Catholic Diocese of Cleveland?", answers: ["4", "four"] },
    ],
    names: [DIOCESE, ...SCHOOLS.rows.flatMap(([school, , location]) => [school, location])],
    rows: SCHOOLS.rows,
  },
  {
    file: "5-police-boat.jpg",
    questions: [{ question: "What color is the word 'police' written in?", answers: ["white"] }],
    // The word is forbidden on photograph-like pages alone; elsewhere it is an ordinary one.
    names: [],
    rows: [],
  },
];
