/** English words by class, goods and company words of synthetic pages. Data only. */

const cut = (text: string) => text.trim().split(/\s+/);
const bars = (text: string) => text.split("|").map((part) => part.trim());

export const NOUNS =
  cut(`ability access account action activity address adoption advance advice affair agency agenda agent agreement aim air airport alarm album
alliance amount analysis anchor angle animal answer apple approach approval archive area argument arm army arrival arrow article artist aspect assembly asset
assistant association atlas atom attempt attention attitude auction audience audit author award axis background badge balance ball band bank banner bar bargain
barn barrel base basin basket battery beach beam bear beauty bell belt bench benefit bicycle bill bird birth block board boat body bond bonus book border
bottle bottom boundary bowl box branch brand bread breeze brick bridge brief brush bucket budget building bulletin bundle bureau business butter button cabin
cabinet cable calendar camera camp campaign campus canal candle canvas capacity capital captain car carbon card care career cargo carpet carriage case cash
castle category cause cell cement center century ceremony certificate chain chair challenge chamber champion chance channel chapter charge charity chart chief
child choice church circle citizen city claim class clay clerk client climate clinic clock cloth cloud club coach coal coast code coffee collection college
colony color column comment commerce commission committee community company comparison complaint component computer concept concern concert conclusion condition
conduct conference confidence conflict congress connection consumer contact content contest context contract contrast contribution control convention copper
copy core corner corporation correction cost cotton council counsel count county couple courage course court cover craft cream credit crew crop crowd crown
crystal culture current curriculum curve customer cycle dairy damage dance danger data daughter deal debate debt decade decision deck decline defense degree
delay delivery demand department deposit depth desert design desk detail device diagram dialogue diamond diet difference dinner direction director discount
discovery discussion disease display distance district division doctor document domain door draft drama drawing dream dress drill drink driver duration dust
duty eagle earth east echo economy edge edition editor education effect effort election element embassy emergency emphasis employee employer engine engineer
enterprise entrance entry envelope environment episode equipment error estate estimate evening event evidence exam example exchange exercise exhibit expansion
expense experience experiment expert export expression extension fabric factor factory failure faith falcon family farm farmer fashion father fault feature fee
fence ferry festival fiber fiction field figure file film filter finance finding finger fire firm fish fitness flag flame flight floor flour flow flower fluid
focus food force forecast forest form formula forum foundation frame freedom freight friend front fruit fuel function fund furniture future gain gallery game
garage garden gas gate gathering gear generation gift glass goal gold golf good government grade grain grammar grant graph grass gravity grid grocery ground group
growth guarantee guard guest guide guild habit hall hammer hand harbor hardware harvest hat hazard head health heart heat heaven height heritage highway hill
history holiday home honey honor hope horizon horse hospital host hotel hour house household housing hunter ice idea identity image impact import incident
income increase index industry information inquiry insect inspection instance institute instruction instrument insurance interest interior interview invention
investment invoice iron island issue item jacket jewel job journal journey judge juice junction jury justice kernel kettle key kingdom kitchen knife knowledge label
labor ladder lady lake lamp land landscape language lantern laundry law lawn lawyer layer leader league leather lecture legacy legend leisure lemon length lesson
letter level liberty library license life lift light limit line lion list loan location lodge logic lumber lunch machine magazine magnet mail maintenance majority
manager mansion map marble margin market marriage master match material matter maximum meadow meal measure meat mechanism media medicine meeting member memory menu
merchant message metal meter method middle mile milk mill mind mineral minister minute mirror mission mixture model module moment monitor month moon morning mother
motion motor mountain mouth movement museum music mystery name nation nature navy neck need needle network news night noise north note notice novel number oak
object oil olive onion opening opera operation opinion option orange orchard order organ origin outcome outlet output oven owner oxygen package page paint painting
palace panel paper parade parcel park parking part partner party passage passenger passion patent path patient pattern payment peace pearl pen pencil penalty pension
people pepper percent performance period permit person perspective phase phone photo phrase piano picture piece pilot pine pipe plan plane planet plant plastic plate
platform player plaza pleasure pocket poem poet point policy pollution pond pool port portfolio portion position post potato pound powder power practice premium
presence president press pressure price pride prince principle print priority prison prize problem procedure process product profession professor profile profit
program progress project promise promotion proof property proposal protection protocol province provision publication pump purchase purpose quality quantity quarter
queen question quota race radio railway rain range rate ratio reaction reader reason receipt reception record recovery reference reform refund region register
relation release relief religion remark repair replacement reply report request rescue research reserve residence resolution resort resource response rest
restaurant result return revenue review revision reward rhythm rice ride ring risk river road rock role roof room root rope rose route row rule runner safety sail
salad salary sale salt sample sand satellite scale scene schedule scheme scholar school science scope score screen screw script sea season seat secret secretary
section sector security seed segment selection sense sentence sequence series servant service session setting shade shadow shaft shape share sheet shelf shell
shelter shift ship shirt shock shoe shop shore show side sign signal silk silver singer sister site size sketch skill skin sky smoke snow soap society software soil
soldier solution song soul sound soup source south space speaker species speech speed spirit sponsor sport spot spring square stable staff stage stair stamp standard
star start state statement station statue steam steel step stock stone storage store storm story strategy stream street strength stress string structure student studio
study style subject success sugar suggestion suit summary summer sun supply support surface surgery surprise survey system table tail talent tank tape target task
tax teacher team technique technology telephone temple tenant tennis term terminal territory test text theater theme theory thing thread threat ticket tide tiger timber
time title tobacco tool topic total touch tour tourist tower town toy track trade tradition traffic trail train transfer transport travel treasure treatment treaty
tree trend trial tribe trip truck trust tunnel type union unit university update usage user valley value van variety vehicle vendor venture verse vessel veteran
victory video view village violin vision visit voice volume voyage wage wagon wall war warehouse warning watch water wave wealth weapon weather web week weight
welfare west wheat wheel width wife wind window wine wing winner winter wire wisdom witness wolf wonder wood wool word work worker workshop world writer yard year
youth zone`);

export const ADJECTIVES =
  cut(`able active actual additional advanced alternative ancient annual applicable average basic beautiful big bitter black blue bold brief bright
broad broken brown busy calm capable careful central certain cheap chief civil classic clean clear clever clinical close coastal cold commercial common compact
competitive complete complex conscious constant cool corporate correct costly crazy creative critical crucial crystal current daily dark deep delicate dense detailed
digital direct distant distinct double dry due eager early eastern easy economic effective efficient elastic electric electronic elegant emerald empty English entire
equal essential eternal ethical even exact excellent exclusive expensive external extra fair familiar famous fast federal final financial fine firm first fixed flat
flexible foreign formal former fragile free frequent fresh friendly full fundamental future general gentle genuine giant global golden good grand gray great green
handmade happy hard harsh heavy helpful hidden high historic holy honest hot huge human ideal immediate important independent indoor industrial inner instant
internal international joint key kind large last late lazy leading left legal light likely limited liquid little live local lonely long loose lost loud low loyal
lucky magnetic main major manual marine mature maximum medical medium mental mild military minor mobile modern modest monthly moral mutual narrow national native natural
neat negative nervous neutral new nice noble normal northern novel nuclear obvious official old open optical oral orange ordinary organic original outdoor outer
overall pale parallel partial particular past patient perfect permanent personal physical pink plain pleasant polite poor popular portable positive possible potential
practical precious precise premium present previous primary prime private professional profitable proper proud public pure purple quick quiet random rapid rare raw
ready real recent red regional regular relative relevant reliable remote rich right rigid robust rough round royal rural sacred safe scarlet secondary secure senior
separate serious several sharp short silent silver similar simple single slight slow small smart smooth social soft solar solid southern special specific stable standard
steady steep strange strict strong successful sudden sufficient suitable summer super superior sure sweet swift tall technical temporary thick thin tidy tiny top total
tough traditional tropical typical unique united universal upper urban urgent useful usual valid valuable various vast verbal vertical vintage violet virtual visual vital
vivid warm weak weekly western wet white whole wide wild wise wooden yellow young`);

export const VERBS =
  cut(`accept achieve acquire adapt add adjust adopt advise affect agree allocate allow analyze announce apply appoint approve arrange assess assign assist
assume attach attend audit avoid begin build buy calculate call cancel carry change check choose claim close collect combine compare complete conclude conduct confirm
connect consider consult contact continue contribute control convert coordinate cover create decide decline define deliver demonstrate deny describe design determine
develop discuss display distribute divide document draft drive earn edit employ enable encourage enforce engage enhance ensure enter establish estimate evaluate examine
exceed exchange execute expand expect explain explore export extend face file finance finish follow forward fund gather generate govern grant guide handle help hire hold
identify implement improve include increase indicate influence inform initiate inspect install introduce invest invite issue join keep launch lead learn lease limit list
locate maintain manage measure meet mention merge monitor move negotiate notify observe obtain offer open operate order organize oversee own pay perform permit place plan
prepare present prevent process produce promote propose protect prove provide publish purchase qualify raise reach receive recognize recommend record recover reduce
refer register regulate reject release rely remain remove renew rent repair repeat replace report represent request require reserve resolve respond restore restrict
retain return review revise schedule secure select sell send serve settle share ship show sign simplify solve specify staff start state store strengthen submit suggest
supervise supply support survey suspend take teach terminate test track trade train transfer translate transport treat update use verify visit waive warn withdraw write`);

export const GROCERIES = bars(
  "Milk 1L|Fresh Milk 2L|Wholemeal Bread|White Bread|Brown Eggs 10s|Butter 250g|Cheddar Cheese|Yoghurt Strawberry|Basmati Rice 5kg|Jasmine Rice|Spaghetti 500g|Instant Noodle|Tomato Ketchup|Chilli Sauce|Soy Sauce|Cooking Oil 5kg|Olive Oil|Brown Sugar|Table Salt|Black Pepper|Green Tea|Teh Tarik|Kopi O|Nescafe 3in1|Milo 1kg|Mineral Water 1.5L|Orange Juice|Apple Juice|Coca Cola Can|Sprite 500ml|Banana|Red Apple|Mandarin Orange|Watermelon|Papaya|Pineapple|Seedless Grapes|Potato Russet|Carrot|Onion Big|Garlic|Ginger|Cabbage|Spinach|Broccoli|Cucumber|Tomato|Lemon|Whole Chicken|Chicken Breast|Minced Beef|Lamb Chop|Salmon Fillet|Tiger Prawn|Fish Ball|Tofu|Ice Cream Vanilla|Chocolate Bar|Potato Chips|Crackers|Biscuit Assorted|Peanut Butter|Strawberry Jam|Honey 500g|Corn Flakes|Oats 800g|Baby Wipes|Diapers L|Toilet Roll 10s|Facial Tissue|Shampoo 400ml|Body Wash|Toothpaste|Toothbrush Soft|Hand Soap|Dish Liquid|Laundry Detergent|Fabric Softener|Bleach 1L|Trash Bag|Aluminium Foil|Cling Wrap|AA Battery 4s|Light Bulb LED|Candle|Matches|Cat Food|Dog Food|Plastic Bag|Paper Cup 50s|Mushroom|Sweet Corn|Frozen Peas|Tuna Can|Sardine Can|Baked Beans|Coconut Milk|Curry Powder|Vinegar|Flour 1kg|Baking Soda",
);

export const DISHES = bars(
  "Nasi Lemak|Nasi Goreng|Mee Goreng|Roti Canai|Roti Telur|Char Kuey Teow|Laksa|Satay Ayam|Hainan Chicken Rice|Wantan Mee|Curry Mee|Tom Yam Soup|Pad Thai|Green Curry|Fried Rice|Sweet Sour Chicken|Kung Pao Chicken|Dim Sum Set|Peking Duck Half|Steamed Fish|Salted Egg Squid|Kangkung Belacan|Iced Lemon Tea|Teh O Ais|Kopi Ais|Barley Ice|Lime Juice|Coconut Shake|Cappuccino|Latte Large|Flat White|Espresso|Americano|Hot Chocolate|Club Sandwich|Cheeseburger|Veggie Burger|French Fries|Onion Rings|Caesar Salad|Greek Salad|Garden Salad|Tomato Soup|Mushroom Soup|Clam Chowder|Garlic Bread|Margherita Pizza|Pepperoni Pizza|Lasagne|Carbonara|Bolognese|Penne Arrabbiata|Risotto|Ribeye Steak|T-Bone Steak|Grilled Salmon|Fish and Chips|Lamb Shank|Roast Chicken|BBQ Ribs|Chicken Wings|Tacos Beef|Burrito|Quesadilla|Nachos|Sushi Set A|Salmon Sashimi|Ramen|Udon|Tempura|Gyoza|Bento Box|Bibimbap|Kimchi|Butter Naan|Tandoori Chicken|Palak Paneer|Masala Dosa|Biryani|Samosa|Falafel Wrap|Hummus|Kebab Plate|Pancakes|Waffle|Omelette|Cheesecake|Tiramisu|Apple Pie|Brownie|Ice Cream Scoop|Creme Brulee|House Wine|Draft Beer|Tiger Beer|Mojito|Sparkling Water|Soft Drink|Fresh Orange|Mango Lassi|Bubble Tea",
);

export const GOODS = bars(
  "A4 Paper 80gsm|Ball Pen Blue|Gel Pen Black|Marker Pen|Highlighter|Pencil 2B|Eraser|Ruler 30cm|Stapler|Staples No.10|Paper Clip|Binder Clip|Ring File|Arch File 3in|Envelope White|Sticky Notes|Glue Stick|Scissors|Correction Tape|Cutter Blade|Whiteboard|Calculator|Toner Cartridge|Ink Cartridge|Label Roll|Notebook A5|Desk Lamp|Office Chair|Filing Cabinet|Extension Cord|HDMI Cable|USB Cable|Power Bank|Phone Case|Screen Protector|Wireless Mouse|Keyboard|Webcam|Headphones|Memory Card 64GB|Hard Disk 1TB|Router|Ethernet Switch|Hammer|Screwdriver Set|Adjustable Wrench|Pliers|Hand Saw|Drill Bit 6mm|Cordless Drill|Wall Plug|Wood Screw|Hex Bolt M8|Nut M8|Washer|Steel Pipe|PVC Elbow|Ball Valve|Water Tap|Garden Hose|Paint White 5L|Paint Brush 2in|Roller|Sandpaper|Cement 50kg|Brick Red|Plywood 12mm|Roof Tile|Door Lock|Hinge|Padlock|Chain 1m|Rope Nylon|Safety Gloves|Safety Boots|Helmet|Face Mask|First Aid Kit|Fire Extinguisher|Ladder 6ft|Fan 16in|Water Heater|Air Filter|Oil Filter|Engine Oil 4L|Brake Pad|Spark Plug|Wiper Blade|Car Battery|Tyre 195/65|Floor Mat|T-Shirt M|Polo Shirt|Jeans 32|Leather Belt|Socks 3pk|Running Shoes|Cap|Jacket|Umbrella|Backpack|Suitcase|Towel|Bed Sheet|Pillow|Curtain|Mirror|Clock|Photo Frame|Vase|Coffee Mug|Water Bottle|Lunch Box|Frying Pan|Knife Set|Rice Cooker|Kettle|Toaster|Blender|Vacuum Cleaner|Iron|Gift Card|Greeting Card|Puzzle|Board Game|Football|Tennis Racket|Yoga Mat|Bicycle Pump",
);

export const SERVICES = bars(
  "Consulting services|Web design|Hosting, annual|Software licence|Maintenance contract|On-site repair|Labour|Installation|Delivery charge|Freight|Training session|Translation|Legal advice|Bookkeeping|Audit fee|Graphic design|Printing, full colour|Advertising space|Photography|Video editing|Catering|Venue hire|Equipment rental|Vehicle rental|Cleaning services|Security services|Landscaping|Plumbing work|Electrical work|Painting and decorating|Roof repair|Waste disposal|Storage, monthly|Courier service|Data entry|Support plan|Domain renewal|Project management|Site survey|Inspection|Calibration|Laboratory analysis|Sample preparation|Machine servicing|Spare parts|Travel expenses|Accommodation|Per diem|Subscription|Membership fee|Workshop materials|Market research|Technical drawing|Prototype|Testing|Packaging|Warehousing|Insurance premium|Commission|Royalties",
);

export const COMPANY_WORDS =
  cut(`Apex Summit Pioneer Global United National Pacific Atlantic Northern Southern Eastern Western Central Metro Capital Crown Royal Golden Silver
Diamond Emerald Sapphire Crystal Star Sun Moon Sky Ocean River Lake Mountain Valley Forest Green Blue Red White Black Bright Clear Pure Prime Premier First Alpha Beta
Delta Omega Sigma Nova Terra Aqua Vita Bio Eco Techno Digital Smart Swift Rapid Express Quick Direct Trust Secure Safe Solid Iron Steel Stone Rock Bridge Gate Tower
Harbor Bay Coast Island Garden Park Orchard Meadow Field Farm Mill House Home Family Heritage Legacy Classic Modern Future Vision Horizon Frontier Discovery Quest
Venture Progress Unity Harmony Liberty Victory Triumph Champion Elite Master Expert Precision Quality Select Choice Value Fair Happy Lucky Fortune Dragon Phoenix Lion
Tiger Eagle Falcon Hawk Bear Wolf Dolphin Lotus Orchid Rose Jasmine Maple Cedar Oak Pine Willow Bamboo Jaya Maju Sinar Indah Gemilang Bintang Mega Makmur Sejahtera
Restu Murni Setia Cahaya Seri Hup Seng Huat Kee Hong Lian Soon Wah Ban Chuan Fook Kim Yong Teck`);

export const COMPANY_KINDS = bars(
  "Trading|Enterprise|Hardware|Stationery|Electronics|Logistics|Foods|Pharmacy|Motors|Construction|Engineering|Consulting|Solutions|Systems|Technologies|Industries|Supplies|Services|Furniture|Textiles|Plastics|Chemicals|Laboratories|Media|Communications|Publishing|Printing|Design|Travel|Tours|Insurance|Securities|Holdings|Properties|Realty|Energy|Petroleum|Mining|Steel|Timber|Marine|Shipping|Airways|Freight|Packaging|Bakery|Cafe|Restaurant|Kitchen|Seafood|Mart|Supermarket|Grocer|Books|Toys|Sports|Optics|Dental Clinic|Medical Centre|Veterinary|Salon|Laundry|Photo Studio|Music|Academy|Institute|Research|Analytics|Software|Networks|Broadcasting|Outdoor Advertising|Strategies|Public Affairs|Associates|Partners|Law Group|Foundation|Farms|Nursery|Florist|Jewellers|Auto Parts|Tyres|Car Wash|Rentals|Security|Cleaning|Plumbing|Electric|Lighting|Glass|Tiles|Paints",
);

export const OCCUPATIONS = bars(
  "Accountant|Architect|Attorney|Baker|Bank Clerk|Biologist|Bus Driver|Carpenter|Cashier|Chef|Chemist|Civil Engineer|Consultant|Data Analyst|Dentist|Designer|Economist|Editor|Electrician|Farmer|Financial Adviser|Geologist|Graphic Artist|Hairdresser|HR Manager|Journalist|Laboratory Technician|Librarian|Lobbyist|Marketing Manager|Mechanic|Musician|Nurse|Office Manager|Painter|Pharmacist|Photographer|Physician|Pilot|Plumber|Police Officer|Product Manager|Professor|Project Engineer|Psychologist|Receptionist|Research Scientist|Retired|Sales Executive|Secretary|Security Guard|Social Worker|Software Developer|Statistician|Student|Surveyor|Tailor|Teacher|Technician|Translator|Veterinarian|Waiter|Warehouse Supervisor|Welder|Writer",
);

export const DEPARTMENTS = bars(
  "Accounting|Administration|Audit|Business Development|Claims|Compliance|Customer Service|Distribution|Editorial|Engineering|Facilities|Finance|Human Resources|Information Technology|Internal Audit|Legal|Logistics|Maintenance|Manufacturing|Marketing|Operations|Planning|Procurement|Product Development|Production|Public Relations|Purchasing|Quality Assurance|R&D|Regulatory Affairs|Research|Sales|Security|Shipping|Strategy|Technical Services|Training|Treasury|Warehouse",
);

export const DISHES_AND_GOODS = [...GROCERIES, ...DISHES, ...GOODS];
