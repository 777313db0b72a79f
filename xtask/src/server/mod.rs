//! A server for `www/` on this computer.

pub mod encoding;
mod files;
mod http;

use crate::progress::say;
use crate::{offline, project};
use anyhow::{Context, Result};
use encoding::Cache;
use files::{File, Found};
use http::{Request, Response};
use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

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

/// Serves the page until it is stopped.
pub fn serve(options: &Options) -> Result<()> {
    let listener = bind(options.port)?;
    let address = address(&listener)?;
    println!("Sayso is at {address}  (stop with Ctrl+C)");
    if options.open && !open(&address) {
        say("no browser could be opened; open the address by hand");
    }
    answer_all(&listener, &Arc::new(Shared::default()));
    Ok(())
}

/// A server in the background; it lives as long as the program.
pub struct Site {
    address: String,
    shared: Arc<Shared>,
}

impl Site {
    /// Serves `www/` on a free port.
    pub fn start() -> Result<Self> {
        let listener = bind(0)?;
        let (address, shared) = (address(&listener)?, Arc::new(Shared::default()));
        let own = Arc::clone(&shared);
        thread::spawn(move || answer_all(&listener, &own));
        Ok(Self { address, shared })
    }

    /// Where the page is: `http://127.0.0.1:PORT/`.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Every file that was asked for until now.
    pub fn served(&self) -> BTreeSet<PathBuf> {
        self.shared.served.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Listens on the first free port from this one on; 0 is any free port.
fn bind(first: u16) -> Result<TcpListener> {
    let last = first.saturating_add(TRIES);
    for port in first..=last {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
            Err(error) if error.kind() == ErrorKind::AddrInUse => {
                say(format!("port {port} is busy"));
            }
            other => {
                let advice = || format!("cannot serve on port {port}: choose another with --port");
                return other.with_context(advice);
            }
        }
    }
    anyhow::bail!("the ports from {first} to {last} are all busy: choose another with --port")
}

fn address(listener: &TcpListener) -> Result<String> {
    Ok(format!("http://{}/", listener.local_addr().context("the server has no address")?))
}

fn open(address: &str) -> bool {
    let opener = match std::env::consts::OS {
        "macos" => "open",
        "windows" => "explorer",
        _ => "xdg-open",
    };
    crate::command::succeeds(crate::command::program(opener).arg(address))
}

/// Answers each connection on a thread of its own: browsers open some ahead of their requests.
fn answer_all(listener: &TcpListener, shared: &Arc<Shared>) {
    for stream in listener.incoming() {
        // A browser that went away before it was answered needs no answer.
        let Ok(stream) = stream else { continue };
        let shared = Arc::clone(shared);
        thread::spawn(move || shared.answer(&stream));
    }
}

/// What the threads have in common.
#[derive(Default)]
struct Shared {
    cache: Cache,
    served: Mutex<BTreeSet<PathBuf>>,
}

impl Shared {
    fn answer(&self, stream: &TcpStream) {
        let Ok(Some(request)) = Request::read(stream) else { return };
        let response = match request.method.as_str() {
            "GET" | "HEAD" => self.response(&request),
            _ => {
                Response::sentence("405 Method Not Allowed", "Only GET and HEAD are answered here.")
                    .with("Allow", "GET, HEAD")
            }
        };
        // The browser went away in the middle: there is nobody left to tell.
        let _ = response.send(stream, request.method == "HEAD");
    }

    fn response(&self, request: &Request) -> Response {
        if request.target == offline::ADDRESS {
            // A file was changed since the build, perhaps: a browser that keeps the page has to know.
            let _ = offline::write();
        }
        let file = match files::find(&project::www(), &request.target) {
            Found::File(file) => file,
            Found::Folder(address) => {
                return Response::sentence("301 Moved Permanently", "It is there.")
                    .with("Location", &address);
            }
            Found::Nothing => return Response::sentence("404 Not Found", "There is no such file."),
        };
        self.served.lock().unwrap_or_else(PoisonError::into_inner).insert(file.path.clone());
        if request.header("if-none-match").contains(&file.tag) {
            return described(Response::new("304 Not Modified", Vec::new()), &file);
        }
        match self.cache.read(&file, request.header("accept-encoding")) {
            Ok((bytes, None)) => described(Response::new("200 OK", bytes), &file),
            Ok((bytes, Some(encoding))) => described(Response::new("200 OK", bytes), &file)
                .with("Content-Encoding", encoding.name()),
            Err(error) => {
                let text = format!("The file cannot be read: {error}.");
                Response::sentence("500 Internal Server Error", &text)
            }
        }
    }
}

/// What goes with every file: its type, that a browser has to ask again whether it changed, and that
/// the pages of other hosts may load it, for the bookmark that brings Sayso onto them.
fn described(response: Response, file: &File) -> Response {
    response
        .with("Content-Type", file.mime)
        .with("ETag", &file.tag)
        .with("Cache-Control", "no-cache")
        .with("Vary", "Accept-Encoding")
        .with("Access-Control-Allow-Origin", "*")
        .with("X-Content-Type-Options", "nosniff")
        .with("Referrer-Policy", "no-referrer")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_busy_port_gives_the_next_free_one() {
        let busy = bind(0).unwrap();
        let port = busy.local_addr().unwrap().port();
        if port > u16::MAX - TRIES {
            return; // the system gave a port that has too few after it
        }
        let next = bind(port).unwrap().local_addr().unwrap().port();
        assert!(next > port && next <= port + TRIES);
    }

    #[test]
    fn connections_without_a_request_hold_nobody_up() {
        let site = Site::start().unwrap();
        let host = site.address().trim_start_matches("http://").trim_end_matches('/');
        let silent: Vec<_> = (0..20).map(|_| TcpStream::connect(host).unwrap()).collect();
        let mut stream = TcpStream::connect(host).unwrap();
        std::io::Write::write_all(&mut stream, b"GET /no-such-file HTTP/1.1\r\n\r\n").unwrap();
        let answer = std::io::read_to_string(stream).unwrap();
        assert!(answer.starts_with("HTTP/1.1 404 Not Found\r\n"), "{answer}");
        drop(silent);
    }
}
