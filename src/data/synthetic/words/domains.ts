/**
 * What tables are about. First line of a domain: noun ; plural | title patterns ; ... | key headers ; ... | key maker. Then a
 * column a line: headers ; ... | asking names ; ... | maker | singular verb , plural verb (optional). Data only; ../table-data.ts reads it.
 */
export const DOMAINS = `
# team ; teams | {y} League Standings ; Season {y} Results ; Final Table {y} ; {P} Division | Team ; Club ; Squad ; Team name | team
Played ; P ; Games ; GP ; Pld | games played ; matches played ; games | int 10 42
Won ; W ; Wins | wins ; games won | int 0 30
Lost ; L ; Losses | losses ; games lost | int 0 30
Drawn ; D ; Ties ; Draws | draws ; drawn games | int 0 15
Goals For ; GF ; Goals | goals scored ; goals | int 10 110
Points ; Pts ; Pts. ; Total Points | points ; number of points | int 5 99
Coach ; Manager ; Head Coach | coach ; manager | person | is coached by , are coached by
Home City ; City ; Base | home city ; city | city few | is based in , are based in
Stadium ; Ground ; Arena | stadium ; ground | stadium | plays at , play at
Founded ; Est. ; Year Founded | founding year ; year of foundation | year | was founded in , were founded in
# player ; players | Squad List ; Top Scorers {y} ; Player Statistics {y} ; Roster | Player ; Name ; Player name ; Athlete | person
No. ; # ; Number | number ; shirt number | rank 1 40
Position ; Pos ; Pos. | position | pick Goalkeeper,Defender,Midfielder,Forward,Guard,Center,Pitcher,Catcher few | plays as , play as
Nationality ; Nation ; Country | nationality ; country | nation few | is from , are from
Goals ; Gls ; G | goals ; number of goals | int 0 45
Appearances ; Apps ; App | appearances ; number of appearances | int 1 60
Age | age | int 17 41
Height ; Ht | height | height
Club ; Team ; Former Club | club ; team | team few | plays for , play for
Born ; Date of Birth ; DOB | date of birth ; birthday | date | was born on , were born on
College ; School | college ; school | college few | attended , attended
# school ; schools | Schools in {C} ; High Schools ; {P} School District | School ; Name ; School name ; Institution | school
District ; School District | district | district few | belongs to , belong to
Location ; City ; Town ; Place | location ; town ; city | city few | is located in , are located in
Communities Served ; Serves ; Area served | communities served ; area served | phrase few | serves the , serve the
Enrollment ; Pupils ; Students | enrollment ; number of pupils ; number of students | int 90 2900
Grades ; Years | grades | pick K-5,K-8,6-8,9-12,7-12,K-12,1-6 few | teaches , teach
Affiliation ; Religion ; Denomination | affiliation ; denomination | pick Catholic,Lutheran,None,Methodist,Baptist,Jewish,Anglican,Public few | is affiliated as , are affiliated as
Founded ; Opened ; Est. | founding year ; year of opening | year | was founded in , were founded in
Mascot ; Nickname ; Team | mascot ; nickname | animal | has the mascot , have the mascot
Principal ; Head | principal ; head | person | is headed by , are headed by
# station ; stations | Radio Stations in {C} ; Broadcasters ; {P} Network Affiliates ; Licensed stations | Name ; Station ; Branding ; Station name | stationname
Frequency ; Freq. ; MHz ; Freq | frequency | freq | broadcasts on , broadcast on
Call sign ; Callsign ; Call Letters ; Call | call sign ; call letters | call | has the call sign , have the call sign
Format ; Genre ; Programming | format ; genre | pick Country,Rock,Jazz,News/Talk,Classical,Oldies,Sports,Hip-hop,Religious,Public Radio,Top 40,Variety few | plays , play
City of license ; City ; Licensed to | city of license ; city | city few | is licensed to , are licensed to
Owner ; Operator ; Licensee | owner ; licensee | company few | is owned by , are owned by
Power ; ERP ; kW | power | int 1 100
On air ; First air date ; Since | first air date ; year on air | year | went on air in , went on air in
# album ; albums | Discography of {N} ; Studio Albums ; {N} discography ; Albums {y} | Album ; Title ; Album title ; Release | worktitle
Year ; Released ; Release year | year ; release year | year | was released in , were released in
Label ; Record label | label ; record label | label few | was issued by , were issued by
Chart position ; Peak ; US Peak ; Peak position | peak position ; chart position | int 1 200
Sales ; Copies sold ; Units | sales ; copies sold | bigint
Format ; Media | format | pick CD,LP,Cassette,Digital,EP,2xLP few | came out on , came out on
Tracks ; No. of tracks | number of tracks ; tracks | int 4 24
Certification ; Cert. | certification | pick Gold,Platinum,Silver,2x Platinum,None few | was certified , were certified
# song ; songs | Track Listing ; Singles {y} ; {N}: singles | Song ; Title ; Single ; Track | worktitle
Artist ; Performer | artist ; performer | person few | is sung by , are sung by
Length ; Time ; Duration | length ; duration | mmss
Writer ; Writer(s) ; Composer | writer ; composer | person few | was written by , were written by
Votes ; Points ; Score | votes ; points | int 1 250
Place ; Rank ; Final Place | place ; rank | rank 1 40
Language | language | pick English,French,Spanish,Italian,Swedish,German,Greek few | is sung in , are sung in
# episode ; episodes | Season {q} Episodes ; Episode Guide ; {P} (TV series) | Title ; Episode ; Episode title ; Name | worktitle
No. ; # ; Ep. ; No. in season | episode number ; number | rank 1 40
Directed by ; Director | director | person few | was directed by , were directed by
Written by ; Writer | writer | person few | was written by , were written by
Original air date ; Air date ; Aired ; First aired | air date ; original air date | date | was aired on , were aired on
U.S. viewers (millions) ; Viewers ; Viewers (m) | viewers ; number of viewers | decimal 1 24
Production code ; Prod. code ; Code | production code | code
Rating ; Share | rating | decimal 1 10
# film ; films | Filmography of {N} ; Films of {y} ; Box Office {y} | Film ; Title ; Movie ; Film title | worktitle
Year ; Released | year ; release year | year | came out in , came out in
Director ; Directed by | director | person few | was directed by , were directed by
Role ; Character ; Part | role ; character | person
Gross ; Box office ; Worldwide gross | gross ; box office | money big
Studio ; Distributor ; Company | studio ; distributor | company few | was distributed by , were distributed by
Genre ; Category | genre | pick Drama,Comedy,Thriller,Horror,Western,Musical,Documentary,Animation,Romance few | is a , are a
Running time ; Minutes ; Length (min) | running time ; length | int 62 215
Country ; Nation | country | nation few | was made in , were made in
# candidate ; candidates | Election Results {y} ; {C} Mayoral Election {y} ; Primary {y} ; By-election | Candidate ; Name ; Nominee | person
Party ; Affiliation | party | pick Democratic,Republican,Independent,Labour,Conservative,Liberal,Green,Socialist,National,Libertarian few | belongs to the party , belong to the party
Votes ; Vote ; Total votes | votes ; number of votes | bigint
% ; Percentage ; Share ; % of vote ; Vote share | percentage ; share of the vote | percent
Status ; Result ; Outcome | result ; outcome | pick Elected,Defeated,Withdrew,Re-elected,Lost few | was , were
District ; Constituency ; Seat | district ; constituency | district few | ran in , ran in
Running mate ; Deputy | running mate | person
# city ; cities | Largest Cities ; Cities of {X} ; Population by City {y} | City ; Name ; Municipality ; Town | city
Population ; Pop. ; Inhabitants ; Population ({y}) | population ; number of inhabitants | bigint
Area ; Area (km2) ; Area (sq mi) ; Surface | area | int 4 2900
State ; Province ; Region ; County | state ; region ; province | usstate few | lies in , lie in
Mayor | mayor | person | has the mayor , have the mayor
Density ; Pop. density ; Density (/km2) | density ; population density | int 20 9800
Founded ; Incorporated ; Established | founding year ; year of incorporation | year | was founded in , were founded in
Elevation ; Altitude (m) ; Elev. | elevation ; altitude | int 1 2900
# river ; rivers | Longest Rivers ; Rivers of {X} | River ; Name | river
Length (km) ; Length ; km | length | int 40 6400
Source | source | place | rises at , rise at
Mouth ; Outflow ; Flows into | mouth ; outflow | pick Atlantic Ocean,North Sea,Black Sea,Pacific Ocean,Baltic Sea,Lake Superior,Indian Ocean few | flows into , flow into
Basin (km2) ; Drainage area ; Basin | basin ; drainage area | bigint
Country ; Countries | country | nation few | flows through , flow through
# mountain ; mountains | Highest Peaks ; Mountains of {X} ; Peaks climbed | Mountain ; Peak ; Name ; Summit | mountain
Height (m) ; Height ; Elevation ; Elevation (ft) | height ; elevation | int 800 8600
Range ; Mountain range ; Massif | range ; mountain range | phrase few | belongs to the , belong to the
First ascent ; Climbed | first ascent ; year of the first ascent | year | was first climbed in , were first climbed in
Country ; State | country | nation few | is in , are in
Prominence ; Prom. (m) | prominence | int 100 4800
# building ; buildings | Tallest Buildings in {C} ; Landmarks ; Listed buildings | Building ; Name ; Structure | building
Height (m) ; Height ; Height (ft) | height | int 20 620
Floors ; Storeys ; No. of floors | floors ; number of floors | int 2 120
Completed ; Year ; Built ; Opened | year of completion ; year | year | was completed in , were completed in
Architect ; Designer | architect | person few | was designed by , were designed by
City ; Location | city ; location | city few | stands in , stand in
Use ; Function ; Type | use ; function | pick Office,Residential,Hotel,Museum,Mixed,Church,Government few | serves as , serve as
# ship ; ships | Fleet List ; Ships built at {C} ; Vessels in service | Ship ; Vessel ; Name | ship
Launched ; Laid down ; Built | launch year ; year of launch | year | was launched in , were launched in
Type ; Class | type ; class | pick Frigate,Destroyer,Ferry,Tanker,Tug,Cruiser,Trawler,Bulk carrier few | is of the type , are of the type
Tonnage ; GRT ; Displacement | tonnage ; displacement | bigint
Builder ; Shipyard ; Yard | builder ; shipyard | company few | was built by , were built by
Fate ; Status | fate ; status | pick Scrapped,In service,Sunk,Museum ship,Sold,Laid up few | was , were
Speed (kn) ; Knots ; Speed | speed | int 8 36
Crew ; Complement | crew | int 6 1400
# book ; books | Bibliography of {N} ; Bestsellers {y} ; Reading List ; New Titles | Title ; Book ; Work | worktitle
Author ; Writer | author ; writer | person few | was written by , were written by
Publisher ; Imprint | publisher | company few | was published by , were published by
Year ; Published ; Date | year ; year of publication | year | was published in , were published in
ISBN | isbn | isbn
Pages ; pp. | number of pages ; pages | int 60 980
Price ; List price ; Retail | price ; list price | money
Genre ; Subject ; Category | genre ; subject | pick Fiction,History,Science,Poetry,Biography,Travel,Cookery,Children few | is about , are about
# employee ; employees | Staff Directory ; Personnel List ; Payroll {m} {y} ; Employee List | Name ; Employee ; Employee name ; Staff | person
Department ; Dept. ; Division | department | department few | works in , work in
Position ; Title ; Job title | position ; job title | occupation few | works as , work as
Salary ; Annual salary ; Pay ; Gross pay | salary ; pay | money big
Hired ; Start date ; Since | hiring date ; start date | date | was hired on , were hired on
Extension ; Ext. ; Phone | extension ; phone extension | digits3
Hours ; Hrs ; Hours worked | hours ; hours worked | int 4 60
Office ; Location ; Site | office ; location | city few | works at , work at
Employee ID ; ID ; Staff No. | employee id ; staff number | code
# product ; products | Price List {y} ; Product Catalogue ; Inventory {m} {y} ; Stock Report | Product ; Item ; Description ; Article ; Product name | goods
SKU ; Item No. ; Code ; Part No. | sku ; item number ; code | code
Price ; Unit price ; List price ; Price (USD) | price ; unit price | money
In stock ; Stock ; On hand ; Qty on hand | stock ; quantity in stock | int 0 900
Sold ; Units sold ; Sales | units sold ; sales | int 0 5000
Category ; Group ; Type | category ; group | pick Hardware,Stationery,Electrical,Garden,Kitchen,Office,Safety,Tools few | belongs to , belong to
Supplier ; Vendor | supplier ; vendor | company few | is supplied by , are supplied by
Reorder level ; Min. stock ; Reorder | reorder level ; minimum stock | int 1 120
Warehouse ; Location ; Bin | warehouse ; location | digits few | is stored in , are stored in
Weight (kg) ; Weight ; Wt. | weight | decimal 0.1 90
# expense ; expenses | Expense Report {m} {y} ; Budget {y} ; Statement of Expenses ; Operating Costs | Expense ; Item ; Category ; Account ; Description | expense
Amount ; Cost ; Actual ; Total | amount ; cost ; actual amount | money
Budget ; Budgeted ; Plan | budget ; budgeted amount | money
Date ; Posted | date | date | was booked on , were booked on
Last year ; Previous year ; Prior year | last year's amount ; amount of the previous year | money
Variance ; Difference ; Change | variance | money
Approved by ; Approver | approver | person few | was approved by , were approved by
% of total ; Share ; Percent | share ; percentage of the total | percent
# department ; departments | Headcount by Department ; Budget by Department {y} ; Costs {y} ; Quarterly Figures | Department ; Dept. ; Unit ; Division | department
Employees ; Headcount ; Staff ; FTE | number of employees ; headcount | int 2 640
Budget ; Budget {y} ; Allocation | budget ; allocation | money big
Head ; Manager ; Director | head ; manager | person | is led by , are led by
Q1 ; First quarter | first quarter figure ; q1 value | int 10 990
Q2 ; Second quarter | second quarter figure ; q2 value | int 10 990
Q3 ; Third quarter | third quarter figure ; q3 value | int 10 990
Q4 ; Fourth quarter | fourth quarter figure ; q4 value | int 10 990
Floor ; Building ; Site | floor ; site | int 1 30
# country ; countries | Medal Table {y} ; Exports {y} ; Country Statistics ; Participating nations | Country ; Nation ; State | nation
Gold ; Gold medals | gold medals ; golds | int 0 48
Silver ; Silver medals | silver medals ; silvers | int 0 48
Bronze ; Bronze medals | bronze medals ; bronzes | int 0 48
Capital | capital | city | has the capital , have the capital
Population ; Pop. (millions) | population | decimal 0.3 140
Exports ; Exports (USD m) | exports | int 10 98000
Continent ; Region | continent ; region | pick Europe,Asia,Africa,Oceania,North America,South America few | lies in , lie in
Growth ; Growth (%) ; Change | growth | percent
Joined ; Member since ; Accession | year of joining ; accession year | year | joined in , joined in
# sample ; samples | Test Results ; Laboratory Analysis ; Water Quality {y} ; Assay Report | Sample ; Sample ID ; Specimen ; Sample No. | samplecode
pH | ph value ; ph | decimal 2 12
Temperature ; Temp. (C) ; Temp | temperature | decimal 3 98
Lead (mg/l) ; Lead ; Pb | lead content ; lead | decimal 0.01 4
Nicotine ; Nicotine (mg) | nicotine content ; nicotine | decimal 0.1 2.5
Tar ; Tar (mg) | tar content ; tar | decimal 0.5 22
Moisture ; Moisture (%) ; Water | moisture | percent
Analyst ; Tested by | analyst ; tester | person few | was tested by , were tested by
Result ; Verdict ; Status | result ; verdict | pick Pass,Fail,Retest,Not detected,Borderline few | has the result , have the result
Date ; Collected ; Date tested | date ; collection date | date | was taken on , were taken on
Site ; Location ; Source | site ; location | place few | comes from , come from
# patient ; patients | Ward List ; Appointments {m} ; Patient Register | Patient ; Name ; Patient name | person
Age | age | int 1 94
Sex ; Gender | sex ; gender | pick M,F few | is , are
Ward ; Room ; Bed | ward ; room | digits few | lies in , lie in
Diagnosis ; Condition | diagnosis ; condition | pick Asthma,Fracture,Diabetes,Influenza,Migraine,Pneumonia,Hypertension,Appendicitis few | has , have
Doctor ; Physician ; Attending | doctor ; physician | person few | is treated by , are treated by
Admitted ; Admission date | admission date | date | was admitted on , were admitted on
Weight ; Weight (kg) | weight | int 9 128
Blood pressure ; BP | blood pressure | bp
# flight ; flights | Departures ; Arrivals ; Flight Schedule {y} | Flight ; Flight No. ; Flight number | flightno
Destination ; To ; Arrival city | destination | city few | goes to , go to
Origin ; From | origin | city few | comes from , come from
Departure ; Dep. ; Departs ; Time | departure time ; departure | time | leaves at , leave at
Arrival ; Arr. ; Arrives | arrival time ; arrival | time | arrives at , arrive at
Gate | gate | gate | uses gate , use gate
Status ; Remarks | status | pick On time,Delayed,Boarding,Cancelled,Landed few | is , are
Airline ; Carrier ; Operator | airline ; carrier | airline few | is operated by , are operated by
Aircraft ; Equipment | aircraft | pick A320,B737,A330,B777,E190,ATR 72 few | is flown with , are flown with
# train ; trains | Timetable ; Train Services from {C} ; Line {q} | Train ; Service ; Train No. | trainno
Departure ; Dep. | departure time ; departure | time | leaves at , leave at
Arrival ; Arr. | arrival time ; arrival | time | arrives at , arrive at
Destination ; To | destination | city few | goes to , go to
Platform ; Track ; Pl. | platform ; track | int 1 24
Stops ; No. of stops | number of stops ; stops | int 1 28
Fare ; Price | fare ; price | money
# course ; courses | Course Schedule ; Curriculum {y} ; Programme ; Timetable | Course ; Title ; Subject ; Module | coursename
Code ; Course No. ; Course code | course code ; code | code
Credits ; ECTS ; Units | credits ; number of credits | int 1 12
Instructor ; Lecturer ; Teacher | instructor ; lecturer | person few | is taught by , are taught by
Room ; Hall | room | digits few | is held in , are held in
Day ; Weekday | day ; weekday | pick Monday,Tuesday,Wednesday,Thursday,Friday few | is held on , are held on
Enrolled ; Students ; Participants | enrolled students ; participants | int 3 240
Time ; Start | time ; starting time | time | starts at , start at
# student ; students | Exam Results ; Class List ; Grades {y} ; Marks | Student ; Name ; Student name ; Pupil | person
Score ; Points ; Mark ; Total | score ; mark ; points | int 12 100
Grade | grade | pick A,B,C,D,A-,B+,C+ few | has the grade , have the grade
Class ; Form ; Group | class ; group | pick 7A,7B,8A,8B,9A,9C,10B few | is in class , are in class
Attendance ; Attendance (%) | attendance | percent
Absences ; Days absent | absences ; days absent | int 0 31
Tutor ; Teacher | tutor ; teacher | person few | is taught by , are taught by
Student ID ; No. ; Matric No. | student id ; student number | code
# museum ; museums | Museums of {C} ; Visitors {y} ; Collections | Museum ; Name ; Gallery | museum
Visitors ; Visitors {y} ; Attendance | visitors ; number of visitors | bigint
Type ; Collection ; Subject | type ; collection | pick Art,Science,History,Maritime,Railway,Natural history,Folk few | is devoted to , are devoted to
Admission ; Fee ; Ticket | admission ; fee | money
Opened ; Founded | year of opening ; founding year | year | opened in , opened in
District ; Neighborhood ; Area | district ; area | place few | lies in , lie in
# company ; companies | Largest Companies ; Shareholders ; Exhibitors {y} ; Members | Company ; Name ; Firm ; Member | company
Revenue ; Revenue (m) ; Turnover ; Sales | revenue ; turnover | bigint
Employees ; Staff ; Workforce | number of employees ; staff | bigint
Headquarters ; HQ ; Seat ; City | headquarters ; seat | city few | is based in , are based in
Industry ; Sector ; Branch | industry ; sector | pick Banking,Retail,Energy,Transport,Food,Chemicals,Software,Insurance,Steel few | is active in , are active in
CEO ; Chairman ; President | ceo ; chairman | person | is run by , are run by
Shares ; Shares held ; Holding | shares ; shares held | bigint
Profit ; Net income ; Profit (m) | profit ; net income | int 1 9800
Founded ; Since | founding year | year | was founded in , were founded in
# spot ; spots | Broadcast Schedule ; Order Lines ; Spot Schedule | Program ; Programme ; Description ; Inventory ; Daypart Program | program
Line ; Ln ; # | line ; line number | rank 1 40
Start date ; Start ; From | start date | date | starts on , start on
End date ; End ; To | end date | date | ends on , end on
Rate ; Spot rate ; Unit rate | rate ; spot rate | money
Spots ; # Spots ; Units ; Qty | number of spots ; spots | int 1 40
Days ; Weekdays | days | pick M-F,MTWTF--,Sa,Su,M-Su,--W----,Tu-Th few | runs on , run on
Length ; Len | length | pick :30,:15,:60,00:30 few | is , are
Time ; Daypart ; Start/End Time | time ; daypart | dayparttime
Channel ; Station ; Ch | channel ; station | call | is broadcast on , are broadcast on
Amount ; Total ; Gross | amount ; gross | money
# award ; awards | Awards and Nominations ; Honours of {N} ; Prizes {y} | Award ; Prize ; Ceremony | award
Year | year | year | was given in , were given in
Category | category | pick Best Actor,Best Album,Best Director,Best Picture,Best Song,Newcomer,Best Script few | is for , are for
Nominee ; Recipient ; Winner | nominee ; recipient | person few | went to , went to
Result ; Outcome | result | pick Won,Nominated,Shortlisted few | was , were
Work ; Nominated work ; For | work ; nominated work | worktitle
# match ; matches | Fixtures {y} ; Results {m} {y} ; Match Log ; Tournament Results | Opponent ; Against ; Opponents ; Opposition | team
Date ; Played | date | date | took place on , took place on
Score ; Result | score ; result | score
Venue ; Site ; Stadium | venue ; site | stadium few | was played at , were played at
Attendance ; Crowd ; Att. | attendance ; crowd | bigint
Outcome ; W/L ; Result code | outcome | pick Win,Loss,Draw,W,L few | was a , were a
Round ; Stage ; Week | round ; stage | pick Final,Semifinal,Quarterfinal,Group stage,First round few | belongs to the , belong to the
Referee ; Umpire | referee | person few | was refereed by , were refereed by
# race ; races | Grand Prix {y} ; Race Calendar ; Season {y} | Race ; Grand Prix ; Event ; Meeting | race
Winner ; Winning driver ; First | winner | person few | was won by , were won by
Date | date | date | took place on , took place on
Laps ; Rounds | laps ; number of laps | int 5 80
Circuit ; Track ; Course | circuit ; track | place | was held at , were held at
Pole position ; Pole | pole position | person few | had the pole sitter , had the pole sitter
Distance (km) ; Distance | distance | int 40 620
Team ; Constructor | team ; constructor | team few | was won by the team , were won by the team
# park ; parks | National Parks ; Nature Reserves ; Public Parks of {C} | Park ; Name ; Reserve | park
Area (ha) ; Area ; Acres | area | bigint
Established ; Opened | year of establishment ; year | year | was established in , were established in
State ; County ; Region | state ; region | usstate few | lies in , lie in
Visitors ; Visitors {y} | visitors ; number of visitors | bigint
Entrance fee ; Fee | entrance fee ; fee | money
# loan ; loans | Loan Portfolio ; Outstanding Loans {y} | Borrower ; Client ; Debtor | company
Principal ; Amount ; Loan | principal ; loan amount | money big
Rate ; Interest ; Interest rate | interest rate ; rate | percent
Maturity ; Due ; Due date | maturity ; due date | date | is due on , are due on
Status | status | pick Current,Late,Default,Paid,Restructured few | is , are
Officer ; Account officer | loan officer ; officer | person few | is handled by , are handled by
Term ; Term (years) | term | int 1 30
# church ; churches | Parishes ; Churches in {C} ; Congregations | Church ; Parish ; Name | church
Founded ; Built ; Consecrated | founding year ; year built | year | was built in , were built in
Denomination ; Faith | denomination | pick Catholic,Lutheran,Methodist,Presbyterian,Orthodox,Anglican,Baptist few | is , are
Members ; Parishioners ; Congregation | members ; number of members | int 20 4800
Pastor ; Priest ; Minister | pastor ; priest | person few | is served by , are served by
Location ; Village ; Town | location ; town | city few | stands in , stand in
# region ; regions | Survey by Region {y} ; Sales by Region ; Census {y} ; Rainfall {y} | Region ; District ; Area ; County | place
Respondents ; N ; Sample size | respondents ; sample size | int 20 4200
Male ; Men | number of men ; male figure | int 10 990
Female ; Women | number of women ; female figure | int 10 990
Sales ; Turnover ; Revenue | sales ; turnover | money big
Share ; % ; Percent | share ; percentage | percent
Rainfall (mm) ; Rainfall ; Rain | rainfall | int 20 2400
Manager ; Representative | manager ; representative | person | is managed by , are managed by
Households ; Homes | households ; number of households | bigint
# variety ; varieties | Crop Trials {y} ; Seed Catalogue ; Yield {y} | Variety ; Crop ; Cultivar | goodsname
Yield ; Yield (t/ha) ; Harvest | yield | decimal 0.4 14
Height ; Height (cm) | height | int 8 320
Maturity ; Days to maturity ; Days | days to maturity | int 40 190
Colour ; Color | colour ; color | pick Red,Yellow,Green,Purple,White,Orange few | is , are
Origin ; Bred in | origin | nation few | comes from , come from
Resistance ; Tolerance | resistance | pick High,Medium,Low,None few | has the resistance , have the resistance
# invoice ; invoices | Statement of Account ; Open Invoices ; Ageing Report {m} {y} ; Account Activity | Invoice ; Invoice No. ; Document ; Reference | invoicecode
Date ; Invoice date | date ; invoice date | date | was issued on , were issued on
Due ; Due date | due date | date | is due on , are due on
Amount ; Invoice amount ; Total | amount ; invoice amount | money
Paid ; Payment ; Credit | paid amount ; payment | money
Balance ; Outstanding ; Open | balance ; outstanding amount | money
Customer ; Client ; Account | customer ; client | company few | was sent to , were sent to
Status | status | pick Open,Paid,Overdue,Disputed,Partly paid few | is , are
# meter ; meters | Meter Readings {m} ; Consumption {y} ; Energy Report | Meter ; Meter No. ; Device | samplecode
Reading ; Current reading ; Present | reading ; current reading | bigint
Previous ; Previous reading ; Last | previous reading | bigint
Usage ; kWh ; Consumption | usage ; consumption | int 12 4800
Cost ; Charge ; Amount | cost ; charge | money
Site ; Location ; Building | site ; location | place few | is at , are at
`;
