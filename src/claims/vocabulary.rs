//! The open vocabulary: verbs, and the words of each kind of claim.
//!
//! Lists are of the field, not of one data set: general English of politics, economy, police and
//! science news.

use super::lexicon::{
    AHEAD, CAUSE, COMPARISON, COUNTED, COURTESY, Classes, HAPPENING, HEDGE, OPINION, PUBLIC, RULE,
    SCIENCE, TREND, WRONG,
};

/// No class beyond being a verb.
const NONE: Classes = Classes::empty();

/// Verbs as `stem`, `stem/past` (which is the participle too) or `stem/past/participle`.
pub(super) const VERBS: &[(Classes, &str)] = &[
    (
        TREND,
        "rise/rose/risen fall/fell/fallen grow/grew/grown increase decrease decline drop surge \
         soar plunge shrink/shrank/shrunk climb jump double triple quadruple slump slow \
         accelerate expand widen narrow worsen improve recover rebound swell escalate dwindle \
         weaken strengthen slip fluctuate evolve deteriorate",
    ),
    (
        COMPARISON,
        "exceed surpass outnumber outpace outstrip overtake/overtook/overtaken rank top trail \
         outperform rival compare",
    ),
    (
        CAUSE,
        "cause lead/led force prompt trigger inspire contribute affect influence produce stem \
         spark fuel drive/drove/driven prevent result create enable hamper hinder jeopardise \
         jeopardize exacerbate cost reduce boost undermine",
    ),
    (
        WRONG,
        "accuse allege violate abuse bribe defraud steal/stole/stolen cheat lie discriminate \
         harass threaten torture launder mislead/misled falsify conceal plot rape assault rob \
         commit corrupt exploit blame smuggle traffic embezzle persecute complain",
    ),
    (
        RULE,
        "require allow ban prohibit permit legalise legalize outlaw mandate authorise authorize \
         forbid/forbade/forbidden entitle oblige exempt empower apply regulate cover repeal enact \
         restrict tax fine levy guarantee license",
    ),
    (
        SCIENCE,
        "discover infect detect orbit evolve diagnose measure observe mutate vaccinate erupt",
    ),
    (
        HAPPENING,
        "kill die injure wound arrest charge convict sentence jail detain attack bomb explode \
         shoot/shot strike/struck crash collapse destroy damage rescue evacuate elect re-elect \
         appoint resign sack dismiss fire vote win/won lose/lost defeat sign launch announce \
         approve reject veto pass award grant deny invade occupy withdraw/withdrew/withdrawn \
         deploy protest strike release reveal leak recall close shut open sue settle acquire \
         merge buy/bought sell/sold hit flood burn destroy kidnap murder investigate search raid \
         seize protest suspend cancel postpone halt ban found arrive deport expel execute test \
         cut suffer face sink/sank/sunk spread admit confirm deliver donate",
    ),
    (AHEAD, "plan intend expect hope aim schedule propose promise pledge vow seek/sought want"),
    (
        OPINION,
        "think/thought believe feel/felt love hate like fear wish need deserve admire praise \
         criticise criticize urge hail condemn worry doubt welcome prefer agree disagree enjoy \
         regret ought",
    ),
    (
        NONE,
        "say/said tell/told state add note claim argue warn suggest insist report describe call \
         explain write/wrote/written speak/spoke/spoken talk ask answer reply comment estimate \
         show find/found reach include contain have be make/made take/took/taken come/came go/went \
         get/got become/became give/gave/given keep/kept leave/left put/put set/set run/ran see/saw/seen \
         know/knew/known hold/held bring/brought begin/began/begun start stop end continue remain \
         stay turn move use work play live serve provide offer receive pay/paid spend/spent send/sent \
         build/built meet/met join help support carry hold draw/drew/drawn choose/chose/chosen \
         return visit travel fly/flew/flown stand/stood sit/sat lie/lay/lain hear/heard happen occur \
         appear seem look consist represent own need try attempt fail succeed manage decide \
         agree refuse accept demand request order respond react act accompany follow attend host \
         organise organize hold present publish post broadcast air tweet develop design produce \
         introduce establish form replace remove change raise lower lay/laid earn save owe share \
         trade export import invest fund finance donate benefit maintain operate control protect \
         defend fight/fought flee/fled escape cross enter exit drive ride/rode/ridden walk swim/swam/swum \
         study teach/taught learn train graduate play score beat/beat/beaten compete lead finish \
         complete account total number date extend stretch range weigh name identify recognise \
         recognize assert dismiss mirror conclude promote encourage invite greet address quote cite \
         refer mention mean/meant understand/understood regard consider treat view rate place \
         locate base house employ hire handle process ship carry catch/caught break/broke/broken \
         throw/threw/thrown wear/wore/worn bear/bore/borne deal/dealt feed/fed eat/ate/eaten drink/drank/drunk \
         engage involve relate concern depend belong connect link attribute assume confirm collect \
         gather recruit issue file submit prove blow/blew/blown grow result arise/arose/arisen \
         undergo/underwent/undergone undertake/undertook/undertaken send outlive vanish disappear \
         originate descend inhabit possess lack retain achieve obtain gain regain settle surround \
         experience witness",
    ),
];

/// Nouns, adjectives and adverbs.
pub(super) const TOPICS: &[(Classes, &str)] = &[
    (
        TREND,
        "trend growing rising falling increasing increasingly increases decline growth upward \
         downward steadily gradually sharply recession inflation longer recurring anymore risen \
         fallen grown shrunk recovery slowdown spike upswing downturn",
    ),
    (
        COMPARISON,
        "more less fewer than most least largest biggest highest lowest smallest oldest youngest \
         fastest slowest longest shortest best worst greatest strongest deadliest busiest hottest \
         coldest warmest wettest driest richest poorest tallest deepest heaviest earliest latest \
         first last record unprecedented only ever compared contrast unlike higher lower larger \
         bigger smaller greater older younger faster slower longer shorter better worse stronger \
         weaker earlier historic history same similar double top rank nearly average",
    ),
    (
        CAUSE,
        "because due thanks consequence consequences effect effects impact reason reasons result \
         results owing causes",
    ),
    (
        WRONG,
        "corruption fraud bribery crime crimes criminal illegal illegally unlawful unlawfully \
         violation violations abuses abuse misconduct scandal allegation allegations alleged \
         allegedly guilty discrimination racism racist islamophobia negligence cover-up conspiracy \
         false falsely dishonest liar lies genocide torture massacre terrorist terrorists \
         terrorism perjury collusion breach breaches victims harassment assault hack hacking \
         persecuted unconstitutional dirty lying",
    ),
    (
        RULE,
        "law laws legal legislation bill act policy policies rule rules ruling regulation \
         regulations ban mandatory compulsory sanctions treaty constitution constitutional \
         amendment statute tax taxes permit visa eligible duty retroactive court judgement \
         judgment verdict decree sanction tariffs tariff quota licence license agreement deadline \
         prohibited classified rights lawful executive directive convention fine fines retire",
    ),
    (
        SCIENCE,
        "scientists scientist researchers researcher study studies research virus viruses vaccine \
         vaccines disease diseases cancer climate species cells genome genes gene dna planet \
         planets telescope nasa orbit earth moon mars temperature temperatures earthquake \
         magnitude volcano bacteria drug drugs patients symptoms infection infections atmosphere \
         carbon emissions fossil fossils physics chemical molecules brain health medical laboratory \
         experiment experiments satellite spacecraft solar radiation species ocean epidemic \
         pandemic influenza flu strain journal toxic",
    ),
    (
        HAPPENING,
        "election elections attack attacks war earthquake explosion blast accident crash storm \
         hurricane flood flooding fire strike protest protests death deaths died dead injured \
         injuries wounded casualties killing arrest arrests shooting bombing murder trial coup \
         resignation merger bankruptcy invasion outbreak collision medal championship referendum \
         summit ceasefire vote votes disaster rescued hostage hostages",
    ),
    (
        PUBLIC,
        "government governments president presidents minister ministers ministry parliament \
         senate congress senator court police military army navy troops soldiers authorities \
         officials official agency agencies department council mayor governor party commission \
         federal state states national international united nations union bank banks company \
         companies corporation industry market economy economic trade budget spending schools \
         school hospital hospitals prison opposition administration regime embassy prime \
         judge prosecutors prosecutor attorney justice republican republicans democrat democrats \
         democratic campaign candidate candidates voters white house pentagon nato eu u.s. u.n.",
    ),
    (
        OPINION,
        "terrible wonderful great beautiful horrible disgrace disgraceful shame shameful proud \
         tragic amazing awful fantastic brilliant ridiculous absurd outrageous unacceptable \
         important crucial vital fair unfair wise wisest foolish honest hopefully unfortunately \
         should must ought maybe perhaps sad happy excited glad dear dream dreams faith god \
         spirit courage hopeful confident sorry nice fun",
    ),
    (
        HEDGE,
        "may might could possibly probably likely perhaps maybe apparently reportedly seemingly \
         potentially presumably about",
    ),
    (
        AHEAD,
        "will shall tomorrow upcoming planned scheduled expected next future forthcoming 'll ’ll wo",
    ),
    (
        COURTESY,
        "thank thanks welcome congratulations congratulate goodbye hello please good-bye bless \
         amen applause laughter greetings",
    ),
    (
        COUNTED,
        "people persons victims voters workers employees soldiers troops children women men \
         students passengers residents families refugees migrants immigrants deaths jobs cases \
         patients inmates prisoners protesters civilians citizens members votes seats homes \
         houses cars vehicles countries nations states percent % per-cent barrels tons tonnes \
         miles kilometers kilometres km meters metres feet acres hectares degrees dollars euros \
         pounds yen yuan rubles rupees francs pesos",
    ),
];
