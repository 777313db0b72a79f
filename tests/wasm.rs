//! The core where its users have it: as WebAssembly, in a browser.
#![cfg(target_arch = "wasm32")]

use sayso::article;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn an_article_is_read_in_a_browser() {
    let article = article::from_text("“We open in May,” said Ana Ruiz. 🎉");
    let document = sayso::annotate(&article).into_document(article);
    assert!(document.article.text.ends_with('🎉'));
}
