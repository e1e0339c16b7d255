/** Places of several countries, for addresses and tables of synthetic pages. Data only. */

/** What an address of a country is made of. */
export interface Country {
  code: string;
  name: string;
  /** City, then its state or province where addresses give one: "City/ST". */
  cities: string[];
  streets: string[];
  /** Postcode pattern: 9 digit, A letter. */
  postcode: string;
  phone: string[];
  currency: { code: string; symbol: string };
}

const cut = (text: string) => text.split("|").map((part) => part.trim());

export const COUNTRIES: Record<string, Country> = {
  US: {
    code: "US",
    name: "United States",
    cities: cut(
      "Akron/OH|Albany/NY|Albuquerque/NM|Amarillo/TX|Anchorage/AK|Ann Arbor/MI|Arlington/VA|Asheville/NC|Atlanta/GA|Augusta/GA|Austin/TX|Bakersfield/CA|Baltimore/MD|Baton Rouge/LA|Bellevue/WA|Billings/MT|Birmingham/AL|Boise/ID|Boston/MA|Boulder/CO|Bridgeport/CT|Buffalo/NY|Burlington/VT|Cary/NC|Cedar Rapids/IA|Charleston/SC|Charlotte/NC|Chattanooga/TN|Chicago/IL|Cincinnati/OH|Columbia/SC|Columbus/OH|Dallas/TX|Dayton/OH|Denver/CO|Des Moines/IA|Detroit/MI|Duluth/MN|Durham/NC|El Paso/TX|Erie/PA|Eugene/OR|Evansville/IN|Fairfax/VA|Fargo/ND|Flint/MI|Fort Wayne/IN|Fort Worth/TX|Fresno/CA|Gainesville/FL|Grand Rapids/MI|Green Bay/WI|Greensboro/NC|Hartford/CT|Helena/MT|Honolulu/HI|Houston/TX|Huntsville/AL|Indianapolis/IN|Jackson/MS|Jacksonville/FL|Kansas City/MO|Knoxville/TN|Lansing/MI|Laredo/TX|Las Vegas/NV|Lexington/KY|Lincoln/NE|Little Rock/AR|Long Beach/CA|Los Angeles/CA|Louisville/KY|Lubbock/TX|Madison/WI|Memphis/TN|Mesa/AZ|Miami/FL|Milwaukee/WI|Minneapolis/MN|Mobile/AL|Modesto/CA|Montgomery/AL|Nashville/TN|New Haven/CT|New Orleans/LA|New York/NY|Newark/NJ|Norfolk/VA|Oakland/CA|Oklahoma City/OK|Omaha/NE|Orlando/FL|Palo Alto/CA|Peoria/IL|Philadelphia/PA|Phoenix/AZ|Pittsburgh/PA|Plano/TX|Portland/OR|Providence/RI|Pueblo/CO|Raleigh/NC|Reno/NV|Richmond/VA|Rochester/NY|Rockford/IL|Sacramento/CA|Saint Paul/MN|Salem/OR|Salt Lake City/UT|San Antonio/TX|San Diego/CA|San Jose/CA|Santa Fe/NM|Savannah/GA|Scranton/PA|Seattle/WA|Shreveport/LA|Sioux Falls/SD|Spokane/WA|Springfield/IL|St. Louis/MO|Stamford/CT|Syracuse/NY|Tacoma/WA|Tallahassee/FL|Tampa/FL|Toledo/OH|Topeka/KS|Trenton/NJ|Tucson/AZ|Tulsa/OK|Waco/TX|Wichita/KS|Wilmington/DE|Worcester/MA|Yonkers/NY",
    ),
    streets: cut(
      "Main St|Oak Avenue|Maple Street|Cedar Lane|Elm St.|Washington Blvd|Lake Drive|Hillcrest Rd|Park Avenue|Pine Street|Walnut St|Sunset Blvd|River Road|Church Street|Highland Ave|Mill Road|Spring Street|Franklin Ave|Madison Ave|Jefferson Street|Lincoln Way|Market Street|Broadway|Commerce Drive|Industrial Pkwy|Valley View Rd|Ridge Road|Chestnut St|Center Street|Prospect Ave|Meadow Lane|Forest Drive|College Ave|Peachtree Rd|Canyon Road|Harbor Blvd|Airport Way|Union Street|Second Ave|N. 7th Street|W. 42nd St.|Old Post Road|Kings Highway|Sycamore Ct|Willow Creek Dr|Technology Drive|Corporate Center Dr|K Street NW|Wilshire Blvd|Orchard Lane",
    ),
    postcode: "99999",
    phone: ["(299) 299-9999", "299-299-9999", "299.299.9999", "+1 299 299 9999", "1-800-299-9999"],
    currency: { code: "USD", symbol: "$" },
  },
  MY: {
    code: "MY",
    name: "Malaysia",
    cities: cut(
      "Kuala Lumpur/|Johor Bahru/Johor|Petaling Jaya/Selangor|Shah Alam/Selangor|Klang/Selangor|Ipoh/Perak|Seremban/Negeri Sembilan|Melaka/|Kajang/Selangor|Puchong/Selangor|Subang Jaya/Selangor|Batu Caves/Selangor|Rawang/Selangor|Georgetown/Pulau Pinang|Butterworth/Pulau Pinang|Bukit Mertajam/Pulau Pinang|Alor Setar/Kedah|Sungai Petani/Kedah|Kota Bharu/Kelantan|Kuantan/Pahang|Skudai/Johor|Batu Pahat/Johor|Muar/Johor|Kluang/Johor|Ampang/Selangor|Cheras/Kuala Lumpur|Kepong/Kuala Lumpur|Setapak/Kuala Lumpur|Semenyih/Selangor|Nilai/Negeri Sembilan|Taiping/Perak|Sitiawan/Perak|Kota Kinabalu/Sabah|Kuching/Sarawak|Miri/Sarawak|Seri Kembangan/Selangor|Masai/Johor|Ulu Tiram/Johor|Senai/Johor|Kulai/Johor",
    ),
    streets: cut(
      "Jalan Ampang|Jalan Kenari|Jalan Merbau|Jalan Sagu|Jalan Dedap|Jalan Gemilang|Jalan Bestari|Jalan Perdana|Jalan Meranti|Jalan Cempaka|Jalan Mawar|Jalan Anggerik|Jalan Bakawali|Jalan Wawasan|Jalan Utama|Jalan Sentosa|Jalan Permai|Jalan Dato Onn|Jalan Tun Razak|Jalan Ipoh|Jalan Hang Tuah|Jalan SS 2|Jalan USJ 10|Jalan PJS 11|Jalan Seksyen 3|Lorong Maju|Lorong Bahagia|Lorong Haji Taib|Persiaran Surian|Persiaran Kewajipan|Jalan Kuchai Maju|Jalan Desa|Jalan Sri Hartamas|Jalan Radin Bagus|Jalan Kilang|Jalan Perusahaan|Jalan Industri|Jalan Besar|Jalan Pasar|Lebuh Pantai",
    ),
    postcode: "99999",
    phone: ["03-9999 9999", "07-999 9999", "012-999 9999", "+603-9999 9999", "06-9999999", "03 99999999"],
    currency: { code: "MYR", symbol: "RM" },
  },
  GB: {
    code: "GB",
    name: "United Kingdom",
    cities: cut(
      "London/|Manchester/|Leeds/|Bristol/|Sheffield/|Liverpool/|Newcastle upon Tyne/|Nottingham/|Leicester/|Coventry/|Cardiff/|Swansea/|Edinburgh/|Glasgow/|Aberdeen/|Dundee/|Belfast/|Brighton/East Sussex|Oxford/Oxfordshire|Cambridge/Cambs|Reading/Berkshire|Exeter/Devon|Plymouth/Devon|Norwich/Norfolk|Ipswich/Suffolk|York/|Bath/Somerset|Gloucester/|Derby/|Stoke-on-Trent/Staffs|Preston/Lancashire|Luton/Beds|Guildford/Surrey|Maidstone/Kent|Salisbury/Wiltshire|Harrogate/North Yorkshire",
    ),
    streets: cut(
      "High Street|Church Lane|Station Road|Victoria Road|Green Lane|Manor Road|Kings Road|Queensway|Mill Lane|Park Road|London Road|The Crescent|Albert Street|West Street|George Street|Chapel Street|Windsor Close|Grange Avenue|North Street|Broad Street|Springfield Road|New Road|Bridge Street|Castle Street|Baker Row|Wharf Lane",
    ),
    postcode: "AA9 9AA",
    phone: ["020 7999 9999", "+44 20 7999 9999", "01632 999999", "0161 999 9999", "07999 999999"],
    currency: { code: "GBP", symbol: "£" },
  },
  DE: {
    code: "DE",
    name: "Deutschland",
    cities: cut(
      "Berlin/|Hamburg/|München/|Köln/|Frankfurt am Main/|Stuttgart/|Düsseldorf/|Leipzig/|Dortmund/|Essen/|Bremen/|Dresden/|Hannover/|Nürnberg/|Duisburg/|Bochum/|Wuppertal/|Bielefeld/|Bonn/|Münster/|Karlsruhe/|Mannheim/|Augsburg/|Wiesbaden/|Kiel/|Lübeck/|Erfurt/|Mainz/|Rostock/|Kassel/|Saarbrücken/|Potsdam/|Regensburg/|Würzburg/|Göttingen/|Ulm/",
    ),
    streets: cut(
      "Hauptstraße|Bahnhofstr.|Gartenweg|Lindenallee|Schillerstraße|Goethestr.|Am Markt|Kirchgasse|Mozartstraße|Rosenweg|Industriestraße|Friedrichstr.|Bergstraße|Schulstraße|Ringstr.|Waldweg|Königsallee|Mühlenweg|Dorfstraße|Poststr.",
    ),
    postcode: "99999",
    phone: ["+49 30 9999999", "089 / 999999", "(0221) 99 99 99", "0711-9999999"],
    currency: { code: "EUR", symbol: "€" },
  },
  FR: {
    code: "FR",
    name: "France",
    cities: cut(
      "Paris/|Lyon/|Marseille/|Toulouse/|Nice/|Nantes/|Strasbourg/|Montpellier/|Bordeaux/|Lille/|Rennes/|Reims/|Saint-Étienne/|Toulon/|Grenoble/|Dijon/|Angers/|Nîmes/|Clermont-Ferrand/|Le Havre/|Besançon/|Orléans/|Metz/|Rouen/|Perpignan/|Caen/|Nancy/|Avignon/|Poitiers/|Annecy/",
    ),
    streets: cut(
      "rue de la Paix|avenue Victor Hugo|boulevard Saint-Michel|rue du Faubourg|place de l'Église|rue Jean Jaurès|avenue de la République|rue des Lilas|chemin du Moulin|rue Pasteur|quai de la Gare|allée des Tilleuls|rue du Château|impasse des Roses|rue Gambetta|cours Lafayette",
    ),
    postcode: "99999",
    phone: ["01 99 99 99 99", "+33 1 99 99 99 99", "04.99.99.99.99"],
    currency: { code: "EUR", symbol: "€" },
  },
  ES: {
    code: "ES",
    name: "España",
    cities: cut(
      "Madrid/|Barcelona/|Valencia/|Sevilla/|Zaragoza/|Málaga/|Murcia/|Bilbao/Vizcaya|Alicante/|Córdoba/|Valladolid/|Vigo/Pontevedra|Gijón/Asturias|Granada/|Oviedo/Asturias|Pamplona/Navarra|Almería/|Santander/Cantabria|Burgos/|Salamanca/|León/|Cádiz/|Logroño/La Rioja|Lérida/",
    ),
    streets: cut(
      "Calle Mayor|Avda. de la Constitución|Calle del Sol|Paseo de Gracia|Plaza España|Calle Cervantes|Ronda de Toledo|Calle San Juan|Avenida Diagonal|Camino Real|Calle Goya|C/ Alcalá",
    ),
    postcode: "99999",
    phone: ["91 999 99 99", "+34 93 999 99 99", "699 999 999"],
    currency: { code: "EUR", symbol: "€" },
  },
  IN: {
    code: "IN",
    name: "India",
    cities: cut(
      "Mumbai/Maharashtra|Delhi/|Bengaluru/Karnataka|Hyderabad/Telangana|Chennai/Tamil Nadu|Kolkata/West Bengal|Pune/Maharashtra|Ahmedabad/Gujarat|Jaipur/Rajasthan|Lucknow/Uttar Pradesh|Surat/Gujarat|Kanpur/U.P.|Nagpur/Maharashtra|Indore/M.P.|Kochi/Kerala|Coimbatore/Tamil Nadu|Bhopal/M.P.|Patna/Bihar|Vadodara/Gujarat|Mysore/Karnataka",
    ),
    streets: cut(
      "M.G. Road|Station Road|Park Street|Linking Road|Anna Salai|Brigade Road|Nehru Nagar|Gandhi Marg|Ring Road|Church Street|Sector 18|Industrial Estate|Civil Lines|Mall Road|Lake View Colony|Shivaji Nagar|Residency Road|Tank Bund Road",
    ),
    postcode: "999 999",
    phone: ["+91 99999 99999", "022-9999 9999", "080 9999 9999", "99999 99999"],
    currency: { code: "INR", symbol: "Rs." },
  },
  AU: {
    code: "AU",
    name: "Australia",
    cities: cut(
      "Sydney/NSW|Melbourne/VIC|Brisbane/QLD|Perth/WA|Adelaide/SA|Hobart/TAS|Darwin/NT|Canberra/ACT|Newcastle/NSW|Geelong/VIC|Cairns/QLD|Ballarat/VIC|Bendigo/VIC|Wollongong/NSW|Townsville/QLD|Toowoomba/QLD|Launceston/TAS",
    ),
    streets: cut(
      "George Street|Collins St|Pitt Street|Queen Street|Parramatta Road|Ocean Drive|Beach Road|Railway Parade|King William St|Bourke Street|Elizabeth Street|Pacific Hwy|Military Road|Banksia Court|Wattle Avenue|Eucalyptus Drive",
    ),
    postcode: "9999",
    phone: ["(02) 9999 9999", "03 9999 9999", "+61 7 9999 9999", "0499 999 999", "1300 999 999"],
    currency: { code: "AUD", symbol: "$" },
  },
  SG: {
    code: "SG",
    name: "Singapore",
    cities: cut("Singapore/"),
    streets: cut(
      "Orchard Road|Bukit Timah Road|Toa Payoh Lorong 4|Ang Mo Kio Ave 3|Jurong West St 41|Tampines Street 21|Bedok North Road|Serangoon Road|Geylang Lorong 8|Woodlands Drive 16|Clementi Ave 2|Pasir Ris Drive 6|Ubi Avenue 1|Kallang Way|Changi Road|Beach Road",
    ),
    postcode: "999999",
    phone: ["6999 9999", "+65 6999 9999", "+65 9999 9999"],
    currency: { code: "SGD", symbol: "S$" },
  },
  IT: {
    code: "IT",
    name: "Italia",
    cities: cut(
      "Roma/RM|Milano/MI|Napoli/NA|Torino/TO|Palermo/PA|Genova/GE|Bologna/BO|Firenze/FI|Bari/BA|Catania/CT|Venezia/VE|Verona/VR|Padova/PD|Trieste/TS|Parma/PR|Modena/MO|Perugia/PG|Bergamo/BG",
    ),
    streets: cut(
      "Via Roma|Corso Garibaldi|Via Dante|Piazza del Popolo|Via Nazionale|Viale Europa|Via Mazzini|Via Verdi|Corso Italia|Via XX Settembre|Via della Libertà|Largo Cavour",
    ),
    postcode: "99999",
    phone: ["+39 06 9999999", "02 9999 9999", "051 999999"],
    currency: { code: "EUR", symbol: "€" },
  },
  CA: {
    code: "CA",
    name: "Canada",
    cities: cut(
      "Toronto/ON|Montréal/QC|Vancouver/BC|Calgary/AB|Edmonton/AB|Ottawa/ON|Winnipeg/MB|Québec/QC|Hamilton/ON|Halifax/NS|London/ON|Victoria/BC|Regina/SK|Saskatoon/SK|Kingston/ON|Moncton/NB|Sudbury/ON|Kelowna/BC",
    ),
    streets: cut(
      "Yonge Street|King St W|Queen Street East|Bloor St|Granville Street|Rue Sainte-Catherine|Portage Ave|Jasper Avenue|Bank Street|Dundas St|Robson Street|Barrington St|Lakeshore Rd|Maple Leaf Drive|Rideau Street",
    ),
    postcode: "A9A 9A9",
    phone: ["(416) 299-9999", "604-299-9999", "+1 514 299 9999"],
    currency: { code: "CAD", symbol: "$" },
  },
  BR: {
    code: "BR",
    name: "Brasil",
    cities: cut(
      "São Paulo/SP|Rio de Janeiro/RJ|Belo Horizonte/MG|Curitiba/PR|Porto Alegre/RS|Recife/PE|Salvador/BA|Fortaleza/CE|Brasília/DF|Manaus/AM|Goiânia/GO|Florianópolis/SC|Campinas/SP",
    ),
    streets: cut(
      "Rua das Flores|Avenida Paulista|Rua XV de Novembro|Av. Brasil|Rua Dom Pedro II|Praça da Sé|Rua Santos Dumont|Alameda Santos|Rua do Comércio|Travessa São João",
    ),
    postcode: "99999-999",
    phone: ["(11) 9999-9999", "+55 21 99999-9999", "(41) 3999-9999"],
    currency: { code: "BRL", symbol: "R$" },
  },
};

export const NATIONS = cut(
  "Argentina|Australia|Austria|Bangladesh|Belgium|Bolivia|Botswana|Brazil|Bulgaria|Cambodia|Cameroon|Canada|Chile|China|Colombia|Costa Rica|Croatia|Cuba|Cyprus|Czech Republic|Denmark|Ecuador|Egypt|Estonia|Ethiopia|Fiji|Finland|France|Georgia|Germany|Ghana|Greece|Guatemala|Honduras|Hungary|Iceland|India|Indonesia|Iran|Iraq|Ireland|Israel|Italy|Ivory Coast|Jamaica|Japan|Jordan|Kazakhstan|Kenya|Kuwait|Latvia|Lebanon|Libya|Lithuania|Luxembourg|Malaysia|Mali|Malta|Mexico|Moldova|Mongolia|Morocco|Mozambique|Namibia|Nepal|Netherlands|New Zealand|Nicaragua|Nigeria|North Macedonia|Norway|Oman|Pakistan|Panama|Paraguay|Peru|Philippines|Poland|Portugal|Qatar|Romania|Russia|Rwanda|Saudi Arabia|Senegal|Serbia|Singapore|Slovakia|Slovenia|South Africa|South Korea|Spain|Sri Lanka|Sudan|Sweden|Switzerland|Syria|Taiwan|Tanzania|Thailand|Trinidad and Tobago|Tunisia|Turkey|Uganda|Ukraine|United Arab Emirates|United Kingdom|United States|Uruguay|Uzbekistan|Venezuela|Vietnam|Yemen|Zambia|Zimbabwe",
);

export const AREAS = cut(
  "Taman Desa|Taman Sri Muda|Bandar Baru|Taman Molek|Kawasan Perindustrian|Taman Perindustrian|Bandar Puteri|Taman Johor Jaya|Pusat Bandar|Kampung Baru|Seksyen 15|Taman Melawati|Bandar Mahkota Cheras|Taman Midah|Damansara Heights|Bukit Indah|Taman Daya|Taman Mount Austin|Desa Tebrau|Bandar Utama",
);

export const STATES_US = cut(
  "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming",
);
