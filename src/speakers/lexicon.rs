//! What words say about who is meant: titles, the nouns for roles, institutions and
//! texts. Compiled from general knowledge; no list of persons.

use super::first_names::Gender;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// A set of words, made from a text of them on first use.
pub(super) type Words = LazyLock<HashSet<&'static str>>;

/// For each word, the lines of a text that have it.
pub(super) type Lines = LazyLock<HashMap<&'static str, Vec<usize>>>;

/// The words of `text`.
pub(super) fn words(text: &'static str) -> HashSet<&'static str> {
    text.split_ascii_whitespace().collect()
}

/// Whether `word` is one of the few words of `list`, which single spaces part.
pub(super) fn is_of(word: &str, list: &str) -> bool {
    list.split(' ').any(|one| one == word)
}

/// For each word of `text`, its lines.
pub(super) fn lines(text: &'static str) -> HashMap<&'static str, Vec<usize>> {
    let mut lines: HashMap<&'static str, Vec<usize>> = HashMap::new();
    for (number, line) in text.lines().enumerate() {
        for word in line.split_ascii_whitespace() {
            lines.entry(word).or_default().push(number);
        }
    }
    lines
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

/// Whether "the" before `word` can point back to an institution that has another word in its name.
pub(super) fn is_any_body(word: &str) -> bool {
    ANY_BODIES.contains(word)
}

/// Whether "of" or "for" after `word` goes on with the name: "Department of State".
pub(super) fn takes_of(word: &str) -> bool {
    is_institution(word) || matches!(word, "secretary" | "minister" | "article" | "republic")
}

/// Whether `word` names a country, a capital or another place that speaks for a government.
pub(super) fn is_place(word: &str) -> bool {
    PLACES.contains(word)
}

/// Whether a name of several words that ends with `word` is rather a place's than a person's.
pub(super) fn is_landform(word: &str) -> bool {
    LANDFORMS.contains(word)
}

/// Whether a name that ends with `word` is that of a time or an occasion: "Election Day".
pub(super) fn is_time(word: &str) -> bool {
    TIMES.contains(word)
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

/// Whether two words stand in one line.
pub(super) fn share_line(lines: &Lines, one: &str, other: &str) -> bool {
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
    officer pfc cpt republican democratic democrat councillor councilor councilmember alderman cllr \
    dean provost engineer coroner",
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

static ANY_BODIES: Words = LazyLock::new(|| {
    words(
        "agency bureau company corporation firm group magazine network newspaper organisation \
    organization journal",
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

static LANDFORMS: Words = LazyLock::new(|| {
    words(
        "avenue bay beach bridge canyon cape city coast county creek desert falls forest \
    gardens gate harbor harbour heights highway hill hills island islands lake lane mountain \
    mountains ocean park peninsula plaza port quay river road sea square station strait street \
    valley village",
    )
});

static TIMES: Words = LazyLock::new(|| {
    words(
        "day eve night week month year season era age summer winter spring autumn fall easter \
    christmas thanksgiving hanukkah ramadan passover sunday monday tuesday wednesday thursday \
    friday saturday election elections primary primaries convention war debate olympics games \
    festival bowl cup crisis",
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
minister premier secretary undersecretary diplomat politician leader
secretary diplomat ambassador envoy emissary negotiator
governor governors gov leader politician executive
mayor mayors leader politician
councillor councilor councilmember councilman councilwoman alderman politician lawmaker
candidate nominee contender hopeful rival opponent standard-bearer frontrunner front-runner challenger
businessman businesswoman mogul tycoon billionaire developer entrepreneur magnate investor
doctor doctors dr physician surgeon psychiatrist medic host
professor academic scholar economist scientist researcher historian expert analyst sociologist physicist engineer
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
