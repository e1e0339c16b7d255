/** Names of people of many cultures, for synthetic pages. Data only: each list is one string cut at blanks or bars. */

export const FIRST_NAMES =
  `Aaron Abdul Abigail Ada Adam Adele Adrian Agnes Ahmad Aisha Akira Alan Albert Alejandro Alessia Alex Alexandra Alfred Ali
Alice Alicia Amanda Amara Amelia Amina Amir Amit Ana Anders Andre Andrea Andrew Angela Anika Anita Anjali Ann Anna Anthony Antonio Arjun Arthur Astrid
Audrey Aurora Ayesha Barbara Beatriz Benjamin Bernard Beth Betty Bianca Bilal Birgit Boris Brandon Brenda Brian Bridget Bruno Caleb Camila Carl Carla
Carlos Carmen Carol Caroline Catherine Cecilia Chantal Charles Charlotte Chen Cheng Chloe Christian Christine Claire Clara Claudia Clement Colin Connor
Craig Cristina Cynthia Daisuke Dale Daniel Daniela Darren David Deborah Deepak Dennis Derek Diana Diego Dimitri Dmitri Dominic Donald Donna Doris Dorothy
Douglas Duncan Dylan Edgar Edith Eduardo Edward Eileen Elaine Elena Eleanor Elif Elias Elizabeth Ella Ellen Elsa Emeka Emil Emilia Emma Enrique Eric
Erika Ernest Esther Ethan Eugene Eva Evelyn Fadzilah Faisal Farah Fatima Felipe Felix Fernando Fiona Florence Frances Francesco Francis Frank Franziska
Frederick Freya Gabriel Gareth Gary Gemma Geoffrey George Georgia Gerald Gina Giovanni Giulia Gloria Gordon Grace Graham Greta Guillermo Gustav Hafiz
Hana Hannah Hans Harold Harriet Harry Haruto Hassan Hazel Heather Hector Heidi Heinz Helen Helena Henrik Henry Hideo Hilda Hiroshi Howard Hugh Hugo Ian
Ibrahim Ida Igor Imran Ines Ingrid Irene Irina Iris Isaac Isabel Ivan Ivy Jack Jacob Jacqueline James Jamila Jan Jane Janet Jasmine Jason Javier Jean
Jeffrey Jennifer Jeremy Jerome Jessica Jesus Jia Joan Joanna Joel Johan Johanna John Jonas Jonathan Jordan Jorge Jose Joseph Joshua Joyce Juan Judith
Julia Julian Julie Jun Kaito Kamal Karen Karim Karin Karl Katarina Kate Katherine Kathleen Katrin Kavita Keith Kelly Kenji Kenneth Kevin Khadija Kim
Kiran Klaus Kofi Kristin Kumar Kurt Kwame Kyle Laila Lakshmi Lara Larry Lars Laura Lauren Lawrence Lea Leah Leila Lena Leo Leon Leonard Leslie Liam
Lidia Lily Linda Ling Lisa Lloyd Lorenzo Louis Louise Lucas Lucia Lucy Luis Lukas Luke Lydia Lynn Madeleine Magnus Mahmoud Malik Manuel Marc Marcel
Marco Marcus Margaret Maria Marie Marina Mario Marion Mark Marta Martha Martin Mary Mateo Mathilde Matilda Matthew Maureen Maurice Max Maya Megan Mehmet
Mei Melissa Mercy Michael Michelle Miguel Mikhail Mina Ming Miriam Mohamed Mohd Molly Monica Muhammad Muriel Nadia Naomi Natalie Natasha Nathan Neha
Neil Ngozi Nicholas Nicole Nigel Nikolai Nina Noah Noel Noor Nora Norman Nur Olga Oliver Olivia Omar Oscar Otto Pablo Pamela Paolo Patricia Patrick Paul
Paula Paulo Pedro Peggy Penelope Peter Petra Philip Phoebe Pierre Priya Rachel Rafael Rahul Raj Rajesh Ralph Ramon Raquel Rashid Raymond Rebecca Regina
Rhys Ricardo Richard Rita Robert Roberto Robin Rodrigo Roger Roland Roman Ronald Rosa Rose Ross Roy Ruben Rupert Russell Ruth Ryan Sabine Sally Salma
Samantha Samir Samuel Sandra Sanjay Santiago Sara Sarah Saskia Scott Sean Sebastian Selma Sergei Shan Shane Sharon Sheila Shirley Silvia Simon Siti Sofia
Sophie Stanley Stefan Stella Stephen Steven Stuart Sunita Susan Sven Sylvia Takashi Tamara Tanya Tara Tariq Tatiana Teresa Terry Theo Theresa Thomas Tim
Timothy Tina Tobias Toby Todd Tom Tomas Tony Tracy Trevor Ulrich Uma Ursula Valentina Valerie Vanessa Vera Veronica Vicky Victor Victoria Vikram Vincent
Viola Virginia Vivian Vladimir Walter Wanda Warren Wayne Wei Wendy Wesley Wilhelm William Winston Xavier Xin Yan Yasmin Yolanda Yuki Yusuf Yves Yvonne
Zachary Zainab Zara Zeynep Zoe Zoltan`.split(/\s+/);

export const ACCENTED_FIRST_NAMES =
  `André Béatrice Bjørn Brünhild Chloé Cédric Émile Élodie François Françoise Günther Gérard Hélène Inès Jérôme Jörg José
Jürgen Katarína Kateřina Łukasz Małgorzata Mária Mónica Noémie Océane Óscar Rémy Renée Ramón Raúl Sébastien Sofía Søren Stéphane Štefan Thérèse Tomáš
Ágnes Álvaro Åsa Öykü Zoë Žofia Ángel Begoña Íñigo Joaquín Lucía Martín Nicolás Jiří Ondřej Vítězslav Agnieszka Paweł Michał Zuzana László György Gábor
Zsófia Ştefan Gülşen Ayşe Çağla Ömer Özgür Işıl Oğuz Hüseyin`.split(/\s+/);

export const LAST_NAMES =
  `Abbott Abdullah Abe Abrams Acosta Adams Adeyemi Aguilar Ahmad Ahmed Aitken Akhtar Albers Alexander Ali Allen Almeida Alvarez
Andersen Anderson Andrews Ansah Armstrong Arnold Ashby Atkinson Austin Bailey Baker Ballard Banerjee Barker Barnes Barrett Bauer Baxter Becker Bell Bennett
Berg Bernard Berry Bianchi Bishop Black Blake Bloom Bond Bonnet Boone Bose Bowen Boyd Bradley Brandt Braun Brennan Briggs Brooks Brown Bruce Bryant
Buchanan Burke Burns Burton Butler Byrne Cabrera Caldwell Cameron Campbell Cardoso Carey Carlson Carpenter Carr Carroll Carson Carter Castillo Castro
Chambers Chan Chandra Chang Chapman Chavez Chen Cheng Chew Chia Chin Chong Chopra Chow Christensen Chua Clark Clarke Clayton Cohen Coleman Collins Conrad
Contreras Cook Cooper Costa Cox Craig Crawford Cross Cruz Cunningham Curtis Dahl Dalton Daniels Das Davidson Davies Davis Dawson Dean Delgado Desai Diaz
Dixon Doherty Doyle Drake Duarte Dubois Duncan Dunn Eaton Edwards Ellis Engel Eriksson Espinoza Evans Farrell Ferguson Fernandes Fernandez Ferrari Fischer
Fisher Fitzgerald Fleming Fletcher Flores Flynn Fong Fontaine Forbes Ford Foster Fowler Fox Francis Franco Franklin Fraser Freeman Friedman Frost Fuchs
Fujita Fuller Gallagher Garcia Gardner Garner George Gibbs Gibson Gilbert Gill Glover Gomes Gomez Gonzalez Goodman Gordon Graham Grant Graves Gray Green
Greer Griffin Griffiths Gross Gupta Gustafsson Gutierrez Haas Hahn Hale Hall Hamilton Hansen Harding Harper Harris Harrison Hart Hartmann Harvey Hashim
Hassan Hawkins Hayashi Hayes Heath Henderson Henry Hernandez Herrera Hicks Higgins Hill Ho Hoffman Hofmann Holland Holmes Holt Hopkins Horn Howard Howell
Huang Hubbard Hudson Hughes Hunt Hunter Hussain Hussein Ibrahim Ingram Ismail Ito Ivanov Iyer Jackson Jacobs Jain James Janssen Jensen Jimenez Johansson
Johnson Johnston Jones Jordan Joshi Kaiser Kang Kapoor Kato Kaur Keane Keller Kelley Kelly Kennedy Khan Khoo Kim King Klein Knight Koch Koh Kowalski
Kramer Krishnan Kruger Kumar Kuznetsov Lam Lambert Lane Lang Larsen Larson Lau Laurent Law Lawson Le Lee Lehmann Lennon Leonard Leong Leroy Lewis Li Liew
Lim Lin Lindberg Liu Lloyd Loh Long Lopez Low Lowe Lucas Ludwig Lynch Lyons Macdonald Mackay Maier Malik Mann Manning Marino Marsh Marshall Martin
Martinez Mason Matthews Maxwell Mbeki McCarthy McCoy McGrath McKenna McLean Medina Mehta Mendes Mendoza Menon Meyer Miles Miller Mills Mitchell Mohamed
Molina Montgomery Moore Morales Moreau Moreno Morgan Mori Morris Morrison Mueller Mukherjee Murphy Murray Nair Nakamura Nash Navarro Nelson Newman Newton
Ng Nguyen Nicholson Nielsen Nolan Noor Norris Novak Nunez Nwosu Obrien Ochoa Okafor Oliveira Olsen Omar Ong Ortega Ortiz Osborne Osman Otieno Owen Owens
Page Palmer Pandey Park Parker Parsons Patel Paterson Pearson Pereira Perera Perez Perkins Perry Peters Petersen Petrov Pham Phillips Pierce Pillai Pinto
Popov Porter Potter Powell Price Quinn Rahman Raman Ramirez Ramos Rao Rasmussen Reddy Reed Reid Reilly Reyes Reynolds Ricci Rice Richards Richardson
Richter Riley Rios Rivera Robbins Roberts Robertson Robinson Rodriguez Rogers Romano Rose Ross Rossi Rowe Roy Ruiz Russell Russo Ryan Saito Salazar
Salleh Sanchez Sanders Santos Sato Saunders Schmidt Schneider Schroeder Schultz Schwartz Scott Shah Sharma Shaw Shepherd Silva Simmons Simpson Sims Singh
Sinha Smith Snyder Solomon Soto Sousa Spencer Stein Stephens Stevens Stewart Stone Suarez Subramaniam Sullivan Sutherland Suzuki Svensson Swanson Tan Tanaka
Tang Tay Taylor Teo Thomas Thompson Thomson Thornton Tran Tucker Turner Underwood Vance Vargas Varma Vasquez Vaughan Vega Vogel Volkov Wagner Walker Wallace
Walsh Walters Wang Ward Warner Washington Watanabe Waters Watkins Watson Weaver Webb Weber Webster Weiss Welch Wells West Wheeler White Whitney Wilkinson
Williams Williamson Willis Wilson Winter Wolf Wong Wood Woods Wright Wu Yamada Yang Yap Yates Yeo Yilmaz Yoshida Young Yusof Zhang Zhao Zhou Ziegler
Zimmermann`.split(/\s+/);

export const ACCENTED_LAST_NAMES =
  `Álvarez Bäcker Béranger Černý Dvořák Fernández Gómez González Gutiérrez Håkansson Hernández Horák Ibáñez Jiménez
Kovács Krüger Köhler Lefèvre López Martínez Müller Muñoz Nagy Novotný Núñez Öztürk Pérez Peña Ramírez Rodríguez Sánchez Schäfer Schröder Søndergaard Šimek
Szabó Tóth Vásquez Wójcik Yılmaz Zieliński Åkesson Ørsted Châtelain Garçon Lévêque Mélançon Bălan Popović Kovačević Jovanović Şahin Çelik Güneş
Gonçalves Simões Magalhães Conceição Araújo`.split(/\s+/);

/** Given and family name as Chinese, Malay or Tamil names are printed in Malaysia and Singapore. */
export const MALAYSIAN_NAMES =
  `Tan Chee Keong|Lim Siew Ling|Wong Kah Wai|Lee Mei Yee|Ng Boon Huat|Chong Wei Jie|Ahmad bin Ismail|Siti Nurhaliza binti Osman|Rajesh a/l Kumaran|
Priya a/p Subramaniam|Goh Soon Heng|Teoh Bee Lian|Ooi Chin Leong|Cheah Sook Fun|Mohd Faizal bin Yusof|Nur Aina binti Rahim|Yap Kok Leong|Liew Pei San|Ho Jun Hao|
Khairul Anuar|Muthu a/l Raman|Lau Hui Min|Chan Yoke Peng|Foo Teck Meng|Zulkifli bin Hassan`
    .split("|")
    .map((name) => name.trim());

export const TITLES = "Mr. Mrs. Ms. Dr. Prof. Mr Mrs Ms Dr Sir Rev. Capt. Hon.".split(" ");

/** Syllables of invented names, so that names cannot be learned by heart. */
export const ONSETS =
  "b br c ch cl cr d dr f fl fr g gl gr h j k kl kr l m n p pl pr qu r s sc sh sk sl sm sn sp st str t th tr v w y z".split(
    " ",
  );
export const VOWELS = "a e i o u a e i o a e ai au ea ee ei ia ie io oa oo ou ue".split(" ");
export const CODAS = "b ck d f g k l ll m n n n nd ng nk nt p r r rd rk rn rs rt s s ss st t t th x z".split(" ");
export const ENDINGS =
  "ton ham field ford wood stead ley ville burg berg stein mann sen son ski ova ez ini elli escu ides oglu yan akis wick worth by thorpe mouth dale more man er ard ell ett in".split(
    " ",
  );
