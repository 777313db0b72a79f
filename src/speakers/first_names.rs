//! First names: the pronoun that most of their bearers go by, and their short forms. Compiled from
//! general knowledge.

use super::lexicon::{Lines, Words, lines, share_line, words};
use std::sync::LazyLock;

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
