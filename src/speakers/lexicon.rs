//! What words say about who is meant: titles, first names, the nouns for roles, institutions and
//! texts. Compiled from general knowledge; no list of persons.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// A set of words, made from a text of them on first use.
type Words = LazyLock<HashSet<&'static str>>;

/// For each word, the lines of a text that have it.
type Lines = LazyLock<HashMap<&'static str, Vec<usize>>>;

fn words(text: &'static str) -> HashSet<&'static str> {
    text.split_ascii_whitespace().collect()
}

fn lines(text: &'static str) -> HashMap<&'static str, Vec<usize>> {
    let mut lines: HashMap<&'static str, Vec<usize>> = HashMap::new();
    for (number, line) in text.lines().enumerate() {
        for word in line.split_ascii_whitespace() {
            lines.entry(word).or_default().push(number);
        }
    }
    lines
}

/// What a name or title says about the pronoun that stands for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gender {
    She,
    He,
}

/// The gender that a first name has for most of its bearers; `word` in lower case.
pub(super) fn gender_of_first_name(word: &str) -> Option<Gender> {
    if FIRST_NAMES_SHE.contains(word) {
        Some(Gender::She)
    } else if FIRST_NAMES_HE.contains(word) {
        Some(Gender::He)
    } else {
        None
    }
}

/// The gender that an honorific or a role noun has; `word` in lower case without full stop.
pub(super) fn gender_of_title(word: &str) -> Option<Gender> {
    if TITLES_SHE.contains(word) {
        Some(Gender::She)
    } else if TITLES_HE.contains(word) {
        Some(Gender::He)
    } else {
        None
    }
}

/// Whether `word` is a first name of its own right, not only known for its gender.
pub(super) fn is_first_name(word: &str) -> bool {
    gender_of_first_name(word).is_some()
}

/// Whether two first names, in lower case, may be one person's: equal, an initial of the other, or
/// a usual short form.
pub(super) fn same_first_name(one: &str, other: &str) -> bool {
    let (one, other) = (one.trim_end_matches('.'), other.trim_end_matches('.'));
    let initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    one == other
        || initial(one, other)
        || initial(other, one)
        || share_line(&SHORT_NAMES, one, other)
}

/// Whether `word` (lower case, no full stop) stands before a person's name.
pub(super) fn is_title(word: &str) -> bool {
    TITLES.contains(word) || gender_of_title(word).is_some() || is_role(word)
}

/// Whether `word` is only an address, and says nothing of a role.
pub(super) fn is_honorific(word: &str) -> bool {
    matches!(
        word,
        "mr" | "mrs" | "ms" | "miss" | "mx" | "messrs" | "dr" | "sir" | "dame" | "lord" | "lady"
    )
}

/// Whether a name that ends with `word` is an institution's.
pub(super) fn is_institution(word: &str) -> bool {
    INSTITUTIONS.contains(word)
}

/// Whether "the" before `word` points back to an institution that has been named.
pub(super) fn is_body(word: &str) -> bool {
    BODIES.contains(word)
}

/// Whether "of" or "for" after `word` goes on with the name: "Department of State".
pub(super) fn takes_of(word: &str) -> bool {
    is_institution(word) || matches!(word, "secretary" | "minister" | "article" | "republic")
}

/// Whether `word` names a country, a capital or another place that speaks for a government.
pub(super) fn is_place(word: &str) -> bool {
    PLACES.contains(word)
}

/// Whether `word` is a text or a body of data.
pub(super) fn is_document(word: &str) -> bool {
    DOCUMENTS.contains(word) || DOCUMENTS.contains(word.strip_suffix('s').unwrap_or(word))
}

/// Whether `word` is a noun for several people.
pub(super) fn is_group(word: &str) -> bool {
    GROUPS.contains(word)
}

/// Whether `word` may be a capitalised word that is no name: a function word, a day, a month.
pub(super) fn is_function_word(word: &str) -> bool {
    FUNCTION_WORDS.contains(word)
}

/// Whether `word` begins what is said more exactly about the noun before it.
pub(super) fn is_preposition(word: &str) -> bool {
    PREPOSITIONS.contains(word)
}

/// The families of roles that `word` is a noun for, plural or not: a description with one of them
/// can stand for a person known by another.
pub(super) fn role_families(word: &str) -> &'static [usize] {
    let singular = word.strip_suffix('s').unwrap_or(word);
    let singular = match word {
        "congressmen" => "congressman",
        "spokesmen" | "spokeswomen" => "spokesman",
        _ => singular,
    };
    ROLES.get(word).or_else(|| ROLES.get(singular)).map_or(&[], Vec::as_slice)
}

/// Whether `word` is a noun for what a person does or is.
pub(super) fn is_role(word: &str) -> bool {
    !role_families(word).is_empty()
}

fn share_line(lines: &Lines, one: &str, other: &str) -> bool {
    let (Some(one), Some(other)) = (lines.get(one), lines.get(other)) else { return false };
    one.iter().any(|line| other.contains(line))
}

/// The same idea under another word, so that "GOP" agrees with "Republican" and "Russia" with
/// "Russian".
pub(super) fn stem(word: &str) -> String {
    let word = word.trim_end_matches('.').to_lowercase();
    if let Some(line) = SYNONYMS.get(&*word).and_then(|lines| lines.first()) {
        return format!("={line}");
    }
    // The first five letters hold "Vermont" and "Vermonter", "China" and "Chinese" together.
    word.chars().take(5).collect()
}

static TITLES: Words = LazyLock::new(|| {
    words(
        "sen sens rep reps gov govs lt col gen capt sgt maj adm cmdr brig cpl det insp \
    supt pres prof hon rev fr st messrs mx dr drs del state premier-elect president-elect \
    attorney vice deputy assistant former ex acting interim chief foreign prime house senate speaker \
    pope cardinal archbishop bishop rabbi imam sheikh pastor father brother sister judge justice \
    officer pfc cpt republican democratic democrat",
    )
});

static TITLES_SHE: Words = LazyLock::new(|| {
    words(
        "mrs ms miss dame lady madam queen princess congresswoman chairwoman \
    spokeswoman businesswoman actress mother wife daughter sister widow woman girl niece aunt \
    grandmother councilwoman policewoman heiress duchess baroness saleswoman stateswoman mayoress",
    )
});

static TITLES_HE: Words = LazyLock::new(|| {
    words(
        "mr sir lord king prince congressman chairman spokesman businessman actor \
    father husband son brother widower man boy nephew uncle grandfather councilman policeman \
    duke baron salesman statesman pope",
    )
});

static INSTITUTIONS: Words = LazyLock::new(|| {
    words(
        "committee council department departments university college school institute institution \
    association administration agency bureau bank board campaign center centre coalition commission \
    company conference congress corporation court foundation fund group house inc institutes \
    journal league ministry museum network news newspaper office organisation organization \
    party post press project reserve senate service services society team times treasury tribune \
    tribunal trust union nations parliament police army navy force forces corps guard airlines \
    industries motors pictures television magazine review report caucus chamber assembly \
    authority alliance federation hospital church clinic laboratory lab labs corp ltd llc co \
    kremlin pentagon gop nato security studies affairs partners capital holdings television radio \
    charter act law program initiative registry academy club exchange",
    )
});

static BODIES: Words = LazyLock::new(|| {
    words(
        "agency association bank board bureau center centre coalition commission committee company \
    corporation council court department firm foundation fund group institute ministry network \
    newspaper magazine journal organisation organization panel party union university",
    )
});

static PLACES: Words = LazyLock::new(|| {
    words(
        "afghanistan africa albania algeria america argentina armenia asia australia \
    austria azerbaijan bangladesh beijing belarus belgium berlin bolivia brazil britain brussels \
    bulgaria cairo cambodia canada chile china colombia congo croatia cuba cyprus damascus denmark \
    egypt england estonia ethiopia europe finland france georgia germany ghana greece haiti hungary \
    iceland india indonesia iran iraq ireland israel italy japan jerusalem jordan kabul kazakhstan \
    kenya kiev korea kosovo kuwait kyiv latvia lebanon libya lithuania london luxembourg madrid \
    malaysia malta mexico moldova mongolia morocco moscow myanmar nepal netherlands nicaragua \
    nigeria norway ottawa pakistan panama paris peru philippines poland portugal pyongyang qatar \
    romania rome russia rwanda scotland senegal seoul serbia singapore slovakia slovenia somalia \
    spain sudan sweden switzerland syria taipei taiwan tehran thailand tokyo tunisia turkey u.k \
    u.n u.s uganda uk ukraine un uruguay us usa venezuela vietnam wales warsaw washington yemen \
    zambia zimbabwe states kingdom emirates arabia zealand alabama alaska arizona arkansas \
    california colorado connecticut delaware florida hawaii idaho illinois indiana iowa kansas \
    kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri \
    montana nebraska nevada hampshire jersey york ohio oklahoma oregon pennsylvania tennessee \
    texas utah vermont virginia wisconsin wyoming chicago boston angeles houston dallas",
    )
});

static DOCUMENTS: Words = LazyLock::new(|| {
    words(
        "report poll survey study memo complaint data statement transcript email \
    e-mail letter law bill book article figure paper analysis review lawsuit suit filing document \
    record text tweet post message editorial column story account ad advertisement video footage \
    film documentary speech resolution treaty charter constitution order ruling decision indictment \
    affidavit press-release release website site page program programme policy plan proposal \
    platform case statistic number census index finding result testimony diary memoir biography \
    headline caption sign banner petition brief draft version announcement research test count \
    return returns newsletter blog guideline guidance rule regulation act amendment agreement deal",
    )
});

static GROUPS: Words = LazyLock::new(|| {
    words(
        "people men women children police staff public many some others several few \
    most all both officials analysts experts critics supporters voters republicans democrats \
    lawmakers leaders media press they everyone everybody someone critics crowd majority team \
    family couple pair trio panel group number dozens hundreds thousands millions",
    )
});

static FUNCTION_WORDS: Words = LazyLock::new(|| {
    words(
        "a an the this that these those some any each every either neither no \
    all both another other such which what who whom whose where when why how my your his her its \
    our their i we you he she it they me him us them and or but nor so yet for if then than as at \
    by in of on to up from with without within into onto upon over under after before during since \
    until till while although though because unless whether about above across against along among \
    around behind below beneath beside besides between beyond despite down except inside like near \
    off out outside past per through throughout toward towards via is are was were be been being \
    am do does did done have has had having will would shall should can could may might must not \
    never also even just only still too very here there now today tomorrow yesterday again once \
    twice however meanwhile moreover furthermore instead thus therefore hence indeed perhaps maybe \
    more most many much few several less least one two three four five six seven eight nine ten \
    monday tuesday wednesday thursday friday saturday sunday january february march april june \
    july august september october november december jan feb mar apr jun jul aug sept sep oct nov \
    dec yes well oh hey let asked according given last next first second earlier later recently \
    prior ahead following nearly almost experts analysts critics officials lawmakers scholars \
    supporters voters opponents proponents developers political world leaders other others",
    )
});

static PREPOSITIONS: Words = LazyLock::new(|| {
    words(
        "of in at on for with from to by about against among around behind \
    between near over under after before during since outside inside within without like as \
    including through across toward towards who whom which that whose where familiar close \
    involved working based led engaged is are was were has had said says told using",
    )
});

/// A family of roles a line; its nouns can stand for one another.
static ROLES: Lines = LazyLock::new(|| {
    lines("senator senators sen sens lawmaker legislator politician
congressman congresswoman congressmen representative representatives rep reps lawmaker legislator delegate member politician
president leader chancellor ruler premier dictator strongman monarch king queen emperor incumbent
minister premier secretary diplomat politician leader
secretary diplomat ambassador envoy emissary negotiator
governor governors gov leader politician executive
mayor mayors leader politician
candidate nominee contender hopeful rival opponent standard-bearer frontrunner front-runner challenger
businessman businesswoman mogul tycoon billionaire developer entrepreneur magnate investor
doctor doctors dr physician surgeon psychiatrist medic host
professor academic scholar economist scientist researcher historian expert analyst sociologist physicist
lawyer attorney prosecutor counsel solicitor barrister advocate litigator
spokesman spokeswoman spokesperson aide adviser advisor official strategist operative staffer surrogate consultant
director head chief boss manager executive
chairman chairwoman chair chairperson head leader chief executive
ceo executive founder co-founder owner boss entrepreneur
editor journalist reporter columnist writer author correspondent novelist blogger commentator
moderator anchor host presenter broadcaster journalist
general colonel commander officer admiral captain sergeant lieutenant major soldier veteran
sheriff chief commissioner detective officer policeman policewoman investigator
judge justice magistrate jurist
pope bishop archbishop cardinal priest pastor rabbi imam cleric minister reverend
actor actress singer star musician celebrity artist comedian performer entertainer
coach manager player athlete star striker quarterback
teacher principal superintendent educator
mother father parent wife husband son daughter brother sister widow niece nephew
speaker lawmaker legislator leader
lady woman man girl boy teenager resident victim witness suspect survivor
activist organizer campaigner protester advocate founder
farmer worker employee trader nurse driver owner")
});

/// Words of a line count as the first of it.
static SYNONYMS: Lines = LazyLock::new(|| {
    lines(
        "republican republicans gop republican-led
democrat democrats democratic
us u.s american america united-states
uk u.k british britain english england
france french paris
netherlands dutch
spain spanish
kremlin russia russian moscow
germany german berlin
china chinese beijing
senator sen sens senators
congressman rep reps representative congresswoman
governor gov
president presidential pres
secretary secretaries
doctor dr physician
minister ministers",
    )
});

static SHORT_NAMES: Lines = LazyLock::new(|| {
    lines(
        "robert bob bobby rob robbie
william bill billy will willie
richard dick rick rich ricky
james jim jimmy jamie
john jack johnny jon
joseph joe joey
michael mike mick mickey
thomas tom tommy
charles charlie chuck
edward ed eddie ted teddy ned
theodore ted teddy
christopher chris
daniel dan danny
david dave davey
donald don donny donnie
douglas doug
gregory greg
jeffrey jeff geoff geoffrey
kenneth ken kenny
lawrence larry
matthew matt
nicholas nick
patrick pat
peter pete
philip phil phillip
raymond ray
ronald ron ronnie
samuel sam samantha
stephen steve steven
timothy tim
anthony tony
andrew andy drew
benjamin ben
bernard bernie
francis frank
frederick fred freddy
gerald jerry gerry
henry hank harry
leonard len lenny leo
martin marty
mitchell mitch
randall randy randolph
terence terry terrence
walter walt
zachary zach
alexander alex alexandra sasha
elizabeth liz beth betsy lizzie eliza
katherine kate kathy katie catherine cathy kathryn
margaret maggie meg peggy
patricia pat patty tricia
jennifer jen jenny
susan sue suzanne
deborah debbie deb
barbara barb
rebecca becky
victoria vicky
jacqueline jackie
vladimir volodymyr",
    )
});

static FIRST_NAMES_HE: Words = LazyLock::new(|| {
    words(
        "aaron abdul abraham adam adrian ahmed akira alan albert alberto \
    aleksandr alex alexander alexei alfred ali allan allen alonzo amir anders andre andreas andrei \
    andrew andy angus anthony anton antonio antony arnold arthur asif austin barack barry ben \
    benjamin bernard bernie bill billy blake bob bobby boris brad bradley brandon brendan brett \
    brian bruce bryan byron calvin cameron carl carlos cesar chad charles charlie chen chris \
    christian christopher chuck clarence claude clifford clinton cody colin connor corey craig \
    curtis cyril dale damon dan daniel danny darrell darren daryl dave david dean dennis derek \
    dermot desmond devin diego dieter dimitri dirk dmitri dmitry dominic don donald doug douglas \
    duncan dustin dwight earl ed eddie edgar eduardo edward edwin elijah elliott elmer emil \
    emmanuel enrique eric erik ernest ethan eugene evan felix fernando floyd francisco francois \
    frank franklin fred frederick gabriel gary gavin gene geoff geoffrey george gerald gerard \
    giles giovanni glenn gordon graham grant greg gregory guillermo gus guy hamid hank hans harold \
    harry harvey hassan hector heinz henri henry herbert herman hiroshi homer howard hugh hugo \
    hussein ian ibrahim igor ilya isaac ivan jack jacob jacques jake jamal james jamie jan jared \
    jason javier jay jeff jeffrey jens jeremy jerome jerry jesse jesus jim jimmy joachim joe joel \
    joey johan john johnny jon jonah jonathan jordan jorge jose joseph josh joshua juan jules \
    julian julio jurgen justin karl keith ken kenji kenneth kevin khalid kurt kyle lance larry lars \
    lawrence lee len leo leon leonard leroy leslie lester lewis liam lindsey lionel lloyd logan \
    louis luca lucas luis luke magnus malcolm manuel marc marcel marco marcus mario mark marshall \
    martin marty marvin mathew matt matteo matthew maurice max maxwell mehmet melvin michael miguel \
    mike mikhail milton mitch mitchell mohamed mohammad mohammed morgan moses muhammad murray nate \
    nathan nathaniel neil nelson newt nicholas nick nicolas nigel nikolai noah norman oleg oliver omar \
    oscar otto owen pablo patrick paul pedro perry pete peter phil philip philippe phillip pierre \
    preston quentin rafael ralph ramon randall randy raul ray raymond reginald reza ricardo richard \
    rick ricky rob robert roberto rocco rod roger roland roman ron ronald rory ross roy rudolf rudy \
    russell ryan salvador sam samuel satoshi saul scott sean sebastian sergei sergey sergio seth \
    shane shawn shinzo sidney simon spencer stan stanley stefan stephen steve steven stewart stuart sven \
    tariq taylor ted teddy terrence terry theodore thomas tim timothy todd tom tommy tony travis \
    trevor tyler umar vernon victor viktor vincent vladimir volodymyr wade wallace walter warren \
    wayne wei werner wesley will willard william willie wolfgang xavier yuri yusuf zachary",
    )
});

static FIRST_NAMES_SHE: Words = LazyLock::new(|| {
    words(
        "abigail ada adele agnes aisha alexandra alice alicia alison allison \
    alyssa amanda amber amelia amy ana anastasia andrea angela angelica angelina angelique anita \
    ann anna anne annette annie april ariana arlene ashley astrid audrey aung barbara beatrice \
    becky belinda bernadette bernice beth betsy betty beverly bonnie brenda bridget brittany \
    camille candace carla carly carmen carol carole caroline carolyn carrie cassandra catherine \
    cathy cecilia celia charlotte chelsea cheryl chloe christa christie christina christine cindy \
    claire clara claudia colleen connie constance courtney crystal cynthia daisy dana daniela \
    danielle daphne dawn deborah debra debbie deirdre delia denise diana diane dianne dolores donna \
    dora doris dorothy edith eileen elaine eleanor elena elisabeth elise eliza elizabeth ella ellen \
    elsa emily emma erica erika erin esther ethel eva eve evelyn faith fatima felicia fiona \
    florence frances francesca freya gabriela gail gayle genevieve georgina geraldine gina ginger \
    giulia gladys glenda gloria grace greta gretchen gwen gwendolyn hannah harriet hazel heather \
    heidi helen helena helga hilary hillary holly hope ida ilona imelda indira ines ingrid irene \
    irina iris isabel isabella ivanka jacqueline jackie jane janet janice jasmine jean jeanne jen \
    jenna jennifer jenny jessica jill jo joan joanna joanne jocelyn jodi josephine joy joyce juanita \
    judith judy julia juliana julie june kaitlyn kamala karen karin karla kate katherine kathleen \
    kathryn kathy katie katya kay kayla kelly kellyanne kelsey kim kimberly kirsten kristen kristin \
    kristina lana lara latoya laura lauren laurie leah leila lena leslie leticia lila lillian lily \
    linda lisa liz loretta lori lorraine louise lucia lucille lucy luisa lydia lynn mabel madeleine \
    madison maggie marcia margaret margarita margot maria mariana marianne marie marilyn marina \
    marion marissa marjorie marlene marsha martha mary maureen maxine maya megan melania melanie \
    melinda melissa mercedes meredith michele michelle mildred miranda miriam molly monica monique \
    myra nadia nancy naomi natalia natalie natasha neera nicole nina nora norma olga olivia pam \
    pamela patricia patty paula pauline pearl peggy penelope penny phyllis polly priscilla rachel \
    ramona rebecca regina renee rhonda rita roberta robin rosa rosalind rose rosemary roxanne ruth \
    sabrina sally samantha sandra sara sarah selena shannon sharon sheila shelley sherry shirley \
    silvia simone sofia sonia sophia sophie stacey stella stephanie susan susanna susanne suzanne \
    svetlana sylvia tamara tammy tania tanya tara tatiana teresa theresa tiffany tina tonya tracy \
    tricia ursula valentina valerie vanessa vera veronica vicki victoria viola violet virginia \
    vivian wanda wendy whitney yasmin yolanda yoko yvette yvonne zoe",
    )
});
