//! The command line as its users meet it.

use serde_json::{Value, json};
use std::io::Write;
use std::process::{Command, Output, Stdio};

/// Runs `sayso` with `arguments` and `input` on its standard input.
fn sayso(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_sayso"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("its standard input is a pipe");
    let input = input.to_vec();
    // Written beside the reading: a pipe holds less than a long article.
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().expect("the program ends");
    // It may end before it has read everything.
    let _ = writer.join().expect("the writer does not panic");
    output
}

fn lines(output: &Output) -> Vec<Value> {
    let text = std::str::from_utf8(&output.stdout).expect("what it writes is UTF-8");
    text.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect()
}

fn complaint(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

const ARTICLE: &str = "“We open in May,” said Ana Ruiz. The bridge cost 4 million euros.";

#[test]
fn an_article_becomes_one_native_document() {
    for arguments in [&["annotate"][..], &["annotate", "-"], &["annotate", "--from", "text"]] {
        let output = sayso(arguments, ARTICLE.as_bytes());
        assert_eq!(output.status.code(), Some(0), "{}", complaint(&output));
        let document = &lines(&output)[0];
        assert_eq!(document["version"], 1);
        assert_eq!(document["offsets"], "codepoint");
        assert_eq!(document["article"]["text"], ARTICLE);
    }
}

#[test]
fn what_an_article_is_written_in_is_found_out_or_told() {
    let page = "<!DOCTYPE html><html><body><p>“Yes,” said Ana Ruiz.</p></body></html>";
    for (from, text) in [("auto", "“Yes,” said Ana Ruiz."), ("text", page)] {
        let output = sayso(&["annotate", "--from", from], page.as_bytes());
        assert_eq!(lines(&output)[0]["article"]["text"], text, "{from}");
    }
}

#[test]
fn offsets_are_counted_as_asked() {
    for (unit, end) in [("codepoint", 65), ("utf16", 65), ("byte", 69)] {
        let output = sayso(&["annotate", "--offsets", unit], ARTICLE.as_bytes());
        let document = &lines(&output)[0];
        assert_eq!(document["offsets"], unit);
        assert_eq!(document["article"]["blocks"][0]["end"], end);
    }
}

#[test]
fn what_it_writes_it_can_read() {
    let output = sayso(&["annotate"], ARTICLE.as_bytes());
    let file = String::from_utf8(output.stdout).expect("what it writes is UTF-8");
    let document = sayso::import::open(&file).expect("its own file opens");
    assert_eq!(document.article.text, ARTICLE);
}

#[test]
fn it_says_which_file_it_could_not_read() {
    let output = sayso(&["annotate", "no/such/article.txt"], b"");
    assert_eq!(output.status.code(), Some(1));
    assert!(complaint(&output).contains("no/such/article.txt"), "{}", complaint(&output));
}

#[test]
fn wrong_usage_has_a_status_of_its_own() {
    for arguments in [&["annotate", "--format", "parchment"][..], &["anotate"], &[]] {
        assert_eq!(sayso(arguments, b"").status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn a_batch_is_answered_line_for_line_in_order() {
    let mut input = String::new();
    for number in 0..500 {
        // Long and short ones mixed, so that answers get ready out of order.
        let text = ARTICLE.repeat(1 + 40 * usize::from(number % 7 == 0));
        input += &format!("{}\n", json!({"id": number, "text": text}));
    }
    let output = sayso(&["annotate", "--jsonl"], input.as_bytes());
    assert_eq!(output.status.code(), Some(0), "{}", complaint(&output));
    let ids: Vec<_> = lines(&output).iter().map(|line| line["id"].as_u64()).collect();
    assert_eq!(ids, (0..500).map(Some).collect::<Vec<_>>());
}

#[test]
fn a_bad_line_is_answered_and_the_batch_goes_on() {
    let input = [
        r#"{"id":"good","text":"“Yes,” said Ana Ruiz."}"#,
        r#"{"id":"no article"}"#,
        "this is not JSON",
        "",
        r#"[1, 2]"#,
        r#"{"id":"web","html":"<article><p>“No,” said Ben Ito.</p></article>"}"#,
        r#"{"id":"surrogate","text":"\ud800"}"#,
    ]
    .join("\n");
    let output = sayso(&["annotate", "--jsonl"], input.as_bytes());
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(complaint(&output), "sayso: 4 lines could not be read\n");
    let answers = lines(&output);
    let errors: Vec<_> = answers.iter().map(|answer| answer["error"].as_str()).collect();
    assert_eq!(answers.len(), 6);
    assert!(errors[0].is_none() && errors[4].is_none());
    assert_eq!(answers[1]["id"], "no article");
    assert!(errors[2].is_some_and(|error| error.starts_with("line 3: ")), "{errors:?}");
}

#[test]
fn known_attributions_replace_the_reading() {
    let line = json!({"id": 1, "text": "One: “Oui 😀”\r\nTwo: “No”", "attributions": [
        {"content": [[5, 12]], "source": [[0, 3]], "kind": "direct"},
        {"content": [[19, 23]], "source": [[14, 17]]},
    ]});
    let output = sayso(&["annotate", "--jsonl"], line.to_string().as_bytes());
    let answer = &lines(&output)[0];
    let quotes: Vec<_> = answer["annotations"]
        .as_array()
        .expect("a list")
        .iter()
        .filter(|mark| mark["type"] == "quote")
        .map(|mark| (&mark["content"], &mark["source"]))
        .collect();
    assert_eq!(
        quotes,
        [(&json!([[5, 12]]), &json!([[0, 3]])), (&json!([[19, 23]]), &json!([[14, 17]])),]
    );
}

#[test]
fn an_impossible_attribution_is_a_bad_line() {
    let line = json!({"id": 1, "text": "“Oui”", "attributions": [{"content": [[0, 99]]}]});
    let output = sayso(&["annotate", "--jsonl"], line.to_string().as_bytes());
    let answer = &lines(&output)[0];
    assert_eq!(answer["error"], "line 1: attributions: [0, 99] ends beyond the end of the text");
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_sayso"))
        .args(["annotate", "--jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().expect("its standard input is a pipe");
    // Fails as soon as the program has ended, which is what is waited for.
    while writeln!(stdin, "{}", json!({"id": 1, "text": ARTICLE})).is_ok() {}
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(complaint(&output), "");
}

#[test]
fn single_sentences_are_judged() {
    let input = concat!(
        "\u{feff}",
        r#"{"id": 1, "text": "In 2012, 40 percent of all workers had no insurance."}"#,
        "\n",
        r#"{"id": 2, "text": "Thank you all very much, and God bless you."}"#,
        "\n",
        r#"{"id": 3}"#,
        "\n",
        r#"{"id": 4, "text": " … "}"#,
    );
    let output = sayso(&["claims", "--jsonl"], input.as_bytes());
    assert_eq!(output.status.code(), Some(1), "the third line has no text");
    let answers = lines(&output);
    let score = |i: usize, name: &str| answers[i][name].as_f64().expect("a probability");
    assert!(score(0, "score") > 0.5 && score(1, "score") < 0.1, "{answers:?}");
    assert!(score(0, "checkable") > 0.5 && score(1, "checkable") < 0.5, "{answers:?}");
    assert_eq!(answers[0]["kind"], "quantity");
    assert_eq!(answers[0]["why"][0], "gives a figure: 40 percent");
    assert_eq!(answers[2], json!({"id": 3, "error": "line 3: it has to have a \"text\""}));
    assert_eq!((score(3, "score"), score(3, "checkable")), (0.0, 0.0), "it has no words");
}

/// A folder of its own that is gone when the test ends.
struct Folder(std::path::PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("sayso-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("the folder can be made");
        Self(path)
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).to_string_lossy().into_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left behind in the folder for temporary files does no harm.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

const SAVED: &[u8] = include_bytes!("formats/document.json");

#[test]
fn saved_annotations_are_written_in_every_format() {
    let listed = sayso(&["formats"], b"");
    let listed = String::from_utf8(listed.stdout).expect("it is UTF-8");
    assert_eq!(listed.lines().count(), sayso::export::Format::ALL.len());
    for line in listed.lines() {
        let id = line.split(' ').next().expect("a line has a word");
        let output = sayso(&["export", "--format", id], SAVED);
        assert_eq!(output.status.code(), Some(0), "{id}: {}", complaint(&output));
        assert!(!output.stdout.is_empty(), "{id}");
    }
}

#[test]
fn a_format_of_two_files_is_two_files_or_an_archive() {
    let folder = Folder::new("brat");
    for (out, made) in
        [("a.ann", &["a.txt", "a.ann"][..]), ("b", &["b.txt", "b.ann"]), ("c.zip", &["c.zip"])]
    {
        let output = sayso(&["export", "--format", "brat", "-o", &folder.path(out)], SAVED);
        assert_eq!(output.status.code(), Some(0), "{}", complaint(&output));
        for name in made {
            assert!(std::fs::metadata(folder.path(name)).is_ok(), "{name}");
        }
    }
}

#[test]
fn no_article_is_written_over() {
    let folder = Folder::new("over");
    let (article, batch) = (folder.path("a.txt"), folder.path("a.jsonl"));
    std::fs::write(&article, b"\x93We open in May,\x94 said Ana Ruiz.").expect("it can be written");
    std::fs::write(&batch, json!({"text": ARTICLE}).to_string()).expect("it can be written");
    let brat = ["annotate", &article, "--format", "brat", "-o"];
    for arguments in [
        [&brat[..], &[&folder.path("a")]].concat(),
        [&brat[..], &[&folder.path("")]].concat(),
        vec!["annotate", "--jsonl", &batch, "-o", &batch],
        vec!["claims", "--jsonl", &batch, "-o", &batch],
    ] {
        let before = (std::fs::read(&article), std::fs::read(&batch));
        let output = sayso(&arguments, b"");
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert!(complaint(&output).contains("Give "), "{}", complaint(&output));
        let after = (std::fs::read(&article), std::fs::read(&batch));
        assert_eq!(format!("{before:?}"), format!("{after:?}"));
    }
}

#[test]
fn a_saved_document_is_no_article_whatever_its_name() {
    let output = sayso(&["annotate"], SAVED);
    assert!(complaint(&output).contains("sayso export"), "{}", complaint(&output));
    let folder = Folder::new("named");
    let article = folder.path("article.TXT");
    std::fs::write(&article, SAVED).expect("it can be written");
    let output = sayso(&["import", "-", "--article", &article], SAVED);
    let (message, expected) = (complaint(&output), "0 added, 0 changed, 6 there already");
    assert!(message.contains(expected), "{message}");
    let output = sayso(&["annotate"], b"PK\x03\x04 word/document.xml");
    assert!(complaint(&output).contains("word processor"), "{}", complaint(&output));
    let output = sayso(&["import", "-", "--article", "-"], SAVED);
    assert!(complaint(&output).contains("read once"), "{}", complaint(&output));
}

#[test]
fn some_of_the_annotations_can_be_chosen() {
    let output = sayso(&["export", "--accepted", "--only", "quote", "--format", "csv"], SAVED);
    let table = String::from_utf8(output.stdout).expect("it is UTF-8");
    let ids: Vec<_> = table.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    assert_eq!(ids, ["q1", "q3", "q4"]);
}

#[test]
fn annotations_of_elsewhere_are_brought_onto_an_article() {
    let folder = Folder::new("import");
    let article = folder.path("article.json");
    std::fs::write(&article, SAVED).expect("it can be written");
    let theirs = json!({
        "@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage", "items": [
            {"type": "Annotation", "bodyValue": "True?", "target": {"selector":
                {"type": "TextQuoteSelector", "exact": "12 percent more than planned"}}},
            {"type": "Annotation", "target": {"selector":
                {"type": "TextQuoteSelector", "exact": "these words are not there"}}},
        ],
    });
    let output = sayso(&["import", "-", "--article", &article], theirs.to_string().as_bytes());
    assert_eq!(output.status.code(), Some(0), "{}", complaint(&output));
    assert_eq!(
        complaint(&output),
        "sayso: 0 added, 0 changed, 0 there already, 1 kept as decided, 1 without a certain place\n\
         sayso: items[1]: The marked words are not in the article. \"these words are not there\"\n"
    );
    let written = &lines(&output)[0];
    let marks = written["annotations"].as_array().expect("a list");
    assert_eq!(marks.len(), 6, "the rejected claim stays rejected");
    for (file, sentence) in [
        ("{\"rows\": [", "The file is not JSON: "),
        ("T1\tContent x\tno", "Line 1: a text-bound annotation has a label"),
        ("Dear diary", "The file holds no saved annotations."),
    ] {
        let output = sayso(&["import", "-", "--article", &article], file.as_bytes());
        assert_eq!(output.status.code(), Some(1), "{file}");
        assert!(complaint(&output).contains(sentence), "{file}: {}", complaint(&output));
        assert!(output.stdout.is_empty(), "nothing is written");
    }
}

#[test]
fn quotations_are_checked_against_a_transcript() {
    let folder = Folder::new("verbatim");
    let transcript = folder.path("talk.txt");
    let said = "So: we open in May, and not a day later.\r\nNobody really asked us, you see.";
    std::fs::write(&transcript, said).expect("it can be written");
    let output = sayso(&["verbatim", "-", "--transcript", &transcript], SAVED);
    assert_eq!(output.status.code(), Some(0), "{}", complaint(&output));
    assert_eq!(complaint(&output), "sayso: 1 verbatim, 0 near, 2 not found\n");
    let document = &lines(&output)[0];
    let first = &document["annotations"][0]["verbatim"];
    assert_eq!(
        first,
        &json!({
            "status": "verbatim", "transcript": "talk.txt", "start": 4, "end": 39,
            "found": "we open in May, and not a day later", "differences": [],
        })
    );
    let file = std::str::from_utf8(&output.stdout).expect("it is UTF-8");
    let opened = sayso::import::open(file).expect("its own file opens");
    let again = sayso::export::native::write(&opened, sayso::span::Offsets::CodePoint);
    assert_eq!(again, file);
}

#[test]
fn a_transcript_without_words_is_refused() {
    let folder = Folder::new("blank");
    let transcript = folder.path("talk.txt");
    std::fs::write(&transcript, " \n").expect("it can be written");
    let output = sayso(&["verbatim", "-", "--transcript", &transcript], SAVED);
    assert_eq!(output.status.code(), Some(1));
    assert!(complaint(&output).contains("talk.txt: It has no words"), "{}", complaint(&output));
    assert!(output.stdout.is_empty(), "nothing is written");
}

#[test]
fn what_brat_and_conll_have_comes_back() {
    let folder = Folder::new("round");
    let article = folder.path("article.json");
    std::fs::write(&article, SAVED).expect("it can be written");
    for (format, name) in [("conll", "marks.conllup"), ("brat", "marks.zip")] {
        let file = folder.path(name);
        let output = sayso(&["export", "--format", format, "-o", &file], SAVED);
        assert_eq!(output.status.code(), Some(0), "{}", complaint(&output));
        let output = sayso(&["import", &file, "--article", &article], b"");
        assert_eq!(
            complaint(&output),
            "sayso: 0 added, 0 changed, 5 there already, 0 kept as decided, 0 without a certain \
             place\n",
            "{format}"
        );
    }
    let archive = folder.path("marks.zip");
    let output = sayso(&["export", "--format", "csv", &archive], b"");
    let table = String::from_utf8(output.stdout).expect("it is UTF-8");
    assert_eq!(table.lines().count(), 6, "an archive opens by itself: {table}");
    let bytes = std::fs::read(&archive).expect("it was written");
    let output = sayso(&["import", "-", "--article", &article], &bytes[..bytes.len() / 2]);
    assert_eq!(output.status.code(), Some(1));
    assert!(complaint(&output).ends_with("it is cut short or damaged.\n"), "{output:?}");
}
