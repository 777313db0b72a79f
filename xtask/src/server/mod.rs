//! A server for `www/` on this computer.

pub mod encoding;
mod files;

use crate::progress::say;
use crate::project;
use anyhow::{Context, Result};
use encoding::Cache;
use files::Found;
use std::collections::BTreeSet;
use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use tiny_http::{Header, Method, Request, Response, Server};

/// How to serve.
#[derive(clap::Args)]
pub struct Options {
    /// The port to begin with; a busy one gives the next free one
    #[arg(long, default_value_t = 8017)]
    port: u16,
    /// Open the page in the default browser
    #[arg(long)]
    open: bool,
}

/// How many busy ports are passed over.
const TRIES: u16 = 50;

/// How many requests are answered at once: a browser opens about six connections to a host.
const WORKERS: usize = 6;

/// Serves the page until it is stopped.
pub fn serve(options: &Options) -> Result<()> {
    let site = Site::start(options.port)?;
    println!("Sayso is at {}  (stop with Ctrl+C)", site.address());
    if options.open && !open(&site.address()) {
        say("no browser could be opened; open the address by hand");
    }
    for worker in site.workers {
        // A worker only ends by a defect of its own, which it has reported itself.
        let _ = worker.join();
    }
    Ok(())
}

/// A running server; it lives as long as the program.
pub struct Site {
    port: u16,
    shared: Arc<Shared>,
    workers: Vec<thread::JoinHandle<()>>,
}

impl Site {
    /// Serves `www/` on the first free port from this one on.
    pub fn start(first: u16) -> Result<Self> {
        let server = Arc::new(bind(first)?);
        let port = server.server_addr().to_ip().context("the server has no port")?.port();
        let shared = Arc::new(Shared::default());
        let worker = || {
            let (server, shared) = (Arc::clone(&server), Arc::clone(&shared));
            thread::spawn(move || server.incoming_requests().for_each(|r| shared.answer(r)))
        };
        let workers = (0..WORKERS).map(|_| worker()).collect();
        Ok(Self { port, shared, workers })
    }

    /// Where the page is.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Every file that was asked for until now.
    pub fn served(&self) -> BTreeSet<PathBuf> {
        self.shared.served.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn bind(first: u16) -> Result<Server> {
    let last = first.saturating_add(TRIES);
    for port in first..=last {
        match Server::http((Ipv4Addr::LOCALHOST, port)) {
            Ok(server) => return Ok(server),
            Err(_) if port < last => say(format!("port {port} is busy")),
            Err(error) => anyhow::bail!(
                "no free port from {first} to {last} ({error}): choose another with --port"
            ),
        }
    }
    anyhow::bail!("no port to try")
}

fn open(address: &str) -> bool {
    let opener = match std::env::consts::OS {
        "macos" => "open",
        "windows" => "explorer",
        _ => "xdg-open",
    };
    crate::command::succeeds(crate::command::program(opener).arg(address))
}

#[derive(Default)]
struct Shared {
    cache: Cache,
    served: Mutex<BTreeSet<PathBuf>>,
}

impl Shared {
    fn answer(&self, request: Request) {
        let response = match request.method() {
            Method::Get | Method::Head => self.response(&request),
            _ => plain(405, "Only GET and HEAD are answered here.")
                .with_header(header("Allow", "GET, HEAD")),
        };
        // The browser went away in the middle: there is nobody left to tell.
        let _ = request.respond(response);
    }

    fn response(&self, request: &Request) -> Body {
        let file = match files::find(&project::www(), request.url()) {
            Found::File(file) => file,
            Found::Folder(address) => {
                return plain(301, "It is there.").with_header(header("Location", &address));
            }
            Found::Nothing => return plain(404, "There is no such file."),
        };
        self.served.lock().unwrap_or_else(PoisonError::into_inner).insert(file.path.clone());
        if value(request, "If-None-Match").is_some_and(|known| known.contains(&file.tag)) {
            return own_headers(Response::from_data(Vec::new()).with_status_code(304), &file);
        }
        let accepted = value(request, "Accept-Encoding").unwrap_or_default();
        match self.cache.read(&file, &accepted) {
            Ok((bytes, None)) => own_headers(Response::from_data(bytes), &file),
            Ok((bytes, Some(encoding))) => own_headers(Response::from_data(bytes), &file)
                .with_header(header("Content-Encoding", encoding.name())),
            Err(error) => plain(500, &format!("The file cannot be read: {error}.")),
        }
    }
}

type Body = Response<std::io::Cursor<Vec<u8>>>;

/// What goes with every file: its type, and that a browser has to ask again whether it changed.
fn own_headers(response: Body, file: &files::File) -> Body {
    response
        .with_header(header("Content-Type", file.mime))
        .with_header(header("ETag", &file.tag))
        .with_header(header("Cache-Control", "no-cache"))
        .with_header(header("Vary", "Accept-Encoding"))
        .with_header(header("X-Content-Type-Options", "nosniff"))
        .with_header(header("Referrer-Policy", "no-referrer"))
        // A large body with a known length is sent as one piece.
        .with_chunked_threshold(usize::MAX)
}

fn plain(status: u16, text: &str) -> Body {
    Response::from_string(text)
        .with_status_code(status)
        .with_header(header("Content-Type", "text/plain; charset=utf-8"))
}

/// A header line. Values that HTTP does not allow become empty: they only come from odd file names.
fn header(name: &'static str, value: &str) -> Header {
    Header::from_bytes(name, value)
        .or_else(|()| Header::from_bytes(name, ""))
        .expect("the names of headers here are plain ASCII")
}

fn value(request: &Request, name: &'static str) -> Option<String> {
    let found = request.headers().iter().find(|header| header.field.equiv(name));
    found.map(|header| header.value.as_str().to_owned())
}
