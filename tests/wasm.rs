//! The core where its users have it: as WebAssembly, in a browser, called from JavaScript.
#![cfg(target_arch = "wasm32")]

use js_sys::{JSON, JsString, Uint8Array};
use sayso::wasm::{Session, formats};
use serde_json::{Value, json};
use wasm_bindgen::{JsCast, JsError, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const NOON: &str = "2026-05-01T12:00:00Z";

/// What JavaScript makes of `value` when it prints it.
fn printed(value: JsValue) -> Value {
    let printed = JSON::stringify(&value).map(String::from).expect("it is a plain object");
    serde_json::from_str(&printed).expect("JSON.stringify writes JSON")
}

fn from_js(value: Result<JsValue, JsError>) -> Value {
    value.map_err(sentence).map(printed).expect("it is not refused")
}

fn to_js(value: &Value) -> JsValue {
    JSON::parse(&value.to_string()).expect("it is JSON")
}

/// The message of the `Error` that JavaScript catches.
fn sentence(error: JsError) -> String {
    js_sys::Error::from(JsValue::from(error)).message().into()
}

/// A session over `text`, read to the end.
fn read(text: &str) -> Session {
    let mut session =
        Session::from_text(text, JsValue::UNDEFINED).map_err(sentence).expect("any text");
    while from_js(session.step(1))["finished"] == json!(false) {}
    session
}

fn edit(session: &mut Session, edit: Value) -> Result<Value, String> {
    session.edit(to_js(&edit), NOON).map(printed).map_err(sentence)
}

#[wasm_bindgen_test]
fn old_encodings_are_read_with_the_browsers_tables() {
    let text_of = |bytes: &[u8], mime: &str| {
        let options = to_js(&json!({ "mime": mime }));
        let session = Session::from_bytes(bytes, options).map_err(sentence).expect("it is text");
        from_js(session.document())["article"]["text"].clone()
    };
    assert_eq!(text_of(b"\xcd\xe5\xf2", "text/plain; charset=windows-1251"), json!("Нет"));
    assert_eq!(text_of(b"\x93No\x94", "text/plain; charset=klingon"), json!("“No”"));
}

#[wasm_bindgen_test]
fn reading_goes_in_steps() {
    let options = to_js(&json!({"url": "https://news.example/bridge", "as": "text"}));
    let text = "“We open in May,” said Ana Ruiz.\n\nIt cost 4 million euros.";
    let mut session = Session::from_text(text, options).map_err(sentence).expect("any text");
    let shown = from_js(session.document());
    assert_eq!(shown["article"]["text"], text, "there before anything is read");
    assert_eq!(shown["article"]["url"], "https://news.example/bridge");
    assert_eq!(shown["annotations"], json!([]));
    let refused = edit(&mut session, json!({"do": "remove", "id": "q1"}));
    assert_eq!(refused, Err("The article is still being read.".to_owned()));
    let progress = from_js(session.step(1_000_000));
    assert_eq!(progress["finished"], json!(true));
    assert_eq!(progress["done"], progress["total"]);
    assert_eq!(from_js(session.step(1)), progress, "one step too many does no harm");
}

#[wasm_bindgen_test]
fn offsets_are_those_of_javascript() {
    let text = "🎉🎉 “Oui,” said Ana Ruiz.";
    let mut session = read(text);
    let js = JsString::from(text);
    let start = js.index_of("“", 0) as u32;
    let end = js.index_of("”", 0) as u32 + 1;
    let body = json!({"type": "quote", "content": [[start, end]]});
    let patch = edit(&mut session, json!({"do": "add", "body": body})).expect("it can be added");
    let span = &patch["annotations"][0]["content"][0];
    assert_eq!(span, &json!([start, end]));
    assert_eq!(js.slice(start, end), "“Oui,”");
    let mark = &patch["annotations"][0];
    assert_eq!((&mark["kind"], &mark["speaker"]), (&json!("direct"), &Value::Null));
    assert_eq!(patch["undo"], "Add quotation");
    assert_eq!(patch["speakers"], Value::Null);
}

#[wasm_bindgen_test]
fn what_is_not_there_is_null() {
    let mut session = read("Nothing was said.");
    assert!(session.undo().map_err(sentence).expect("no failure").is_null());
    assert!(session.redo().map_err(sentence).expect("no failure").is_null());
    let shown = from_js(session.document());
    assert_eq!((&shown["undo"], &shown["redo"]), (&Value::Null, &Value::Null));
    assert_eq!(shown["article"]["byline"], Value::Null);
}

#[wasm_bindgen_test]
fn a_lone_surrogate_moves_nothing() {
    let text = JSON::parse("\"\\ud83d No \\udc4d “Oui” \\ud83d\"").expect("it is JSON");
    // As the generated bindings hand a string over.
    let text: String = JsString::from(text).into();
    let session = read(&text);
    let shown = from_js(session.document());
    assert_eq!(shown["article"]["text"], "\u{fffd} No \u{fffd} “Oui” \u{fffd}");
}

#[wasm_bindgen_test]
fn what_is_saved_opens_as_it_was() {
    let mut session = read("😀 “Oui,” said Ana Ruiz.");
    let body = json!({"type": "quote", "content": [[3, 9]]});
    edit(&mut session, json!({"do": "add", "body": body})).expect("it can be added");
    let before = from_js(session.document());
    for format in from_js(formats()).as_array().expect("a list") {
        if format["keeps"] != json!(true) {
            continue;
        }
        let id = format["id"].as_str().expect("a string");
        let file = export(&session, id, JsValue::UNDEFINED).expect("it is a format");
        let file = file.as_string().expect("it is text");
        let opened = Session::open(&file.into()).map_err(sentence).expect("its own file opens");
        let after = from_js(opened.document());
        assert_eq!(after["article"], before["article"]);
        assert_eq!(after["speakers"], before["speakers"]);
        assert_eq!(after["annotations"], before["annotations"]);
    }
}

fn export(session: &Session, format: &str, options: JsValue) -> Result<JsValue, String> {
    session.export(format, NOON, options).map_err(sentence)
}

#[wasm_bindgen_test]
fn every_format_is_text_or_bytes_as_its_entry_says() {
    let session = read("😀 “Oui,” said Ana Ruiz.");
    for format in from_js(formats()).as_array().expect("a list") {
        let id = format["id"].as_str().expect("a string");
        let options = to_js(&json!({"name": "bridge", "only": "quote"}));
        let file = export(&session, id, options).expect("it is a format");
        assert_eq!(file.is_string(), format["text"] == json!(true), "{id}");
        if let Some(bytes) = file.dyn_ref::<Uint8Array>() {
            assert_eq!(bytes.to_vec()[..2], *b"PK", "{id} is an archive");
        }
    }
}

#[wasm_bindgen_test]
fn annotations_come_in_and_those_of_another_article_do_not() {
    let mut session = read("😀 “Oui,” said Ana Ruiz.");
    let target = json!({"selector": {"type": "TextQuoteSelector", "exact": "“Oui,”"}});
    let file = json!({"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation",
        "bodyValue": "Yes.", "target": target});
    let imported = from_js(session.import(&file.to_string().into()));
    let report = &imported["report"];
    assert_eq!(report["unanchored"], json!([]));
    assert_eq!(imported["patch"]["annotations"][0]["content"], json!([[3, 9]]));
    assert_eq!(from_js(session.document())["undo"], "Import annotations");
    let other =
        export(&read("“Non,” said Ben Ito."), "json", JsValue::UNDEFINED).expect("a format");
    let other = other.as_string().expect("it is text");
    assert_eq!(from_js(session.import(&other.into())), Value::Null);
}

#[wasm_bindgen_test]
fn failures_are_sentences() {
    let open = |file: &str| Session::open(&file.into()).err().map(sentence);
    assert_eq!(
        open("Dear diary").as_deref(),
        Some("The file holds no saved annotations. Text, HTML and Markdown are read as articles.")
    );
    let mut session = read("😀 “Oui,” said Ana Ruiz.");
    let add = |content: Value| json!({"do": "add", "body": {"type": "quote", "content": content}});
    assert_eq!(
        edit(&mut session, add(json!([[1, 5]]))),
        Err("[1, 5] cuts a character in two.".to_owned())
    );
    assert_eq!(
        edit(&mut session, json!({"do": "remove", "id": "q99"})),
        Err("The article has no annotation \"q99\".".to_owned())
    );
    let error = edit(&mut session, json!({"do": "shred"})).expect_err("there is no such edit");
    assert!(error.starts_with("The edit is not understood: "), "{error}");
    let error = export(&session, "parchment", JsValue::UNDEFINED).map(|_| ());
    assert_eq!(error, Err("Sayso has no format \"parchment\".".to_owned()));
}
