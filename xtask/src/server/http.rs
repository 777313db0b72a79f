//! As much of HTTP/1.1 as a static site needs: one request a connection, with a body only in the
//! response.

use std::io::{self, BufRead, BufReader, Write};
use std::net::TcpStream;
use std::time::Duration;

/// A request without its body.
#[derive(Debug, PartialEq, Eq)]
pub struct Request {
    /// `GET`, `HEAD`, …
    pub method: String,
    /// What is asked for: `/index.html?x=1`.
    pub target: String,
    headers: Vec<(String, String)>,
}

/// A longer request than this is not read to its end.
const LONGEST_HEAD: u64 = 32 * 1024;

/// A browser that stops in the middle is not waited for longer than this.
const PATIENCE: Duration = Duration::from_secs(30);

impl Request {
    /// Reads a request; none when the browser closed the connection without asking for anything,
    /// or asked for something that is not HTTP.
    pub fn read(stream: &TcpStream) -> io::Result<Option<Self>> {
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        Self::parse(BufReader::new(stream))
    }

    fn parse(input: impl BufRead) -> io::Result<Option<Self>> {
        let mut lines = input.take(LONGEST_HEAD).lines();
        let first = lines.next().transpose()?.unwrap_or_default();
        let mut words = first.split(' ');
        let (Some(method), Some(target), Some(_version)) =
            (words.next(), words.next(), words.next())
        else {
            return Ok(None);
        };
        let mut headers = Vec::new();
        for line in lines {
            let line = line?;
            if line.is_empty() {
                break;
            }
            if let Some((name, value)) = line.split_once(':') {
                headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        Ok(Some(Self { method: method.to_owned(), target: target.to_owned(), headers }))
    }

    /// The value of a header, by its name in small letters; empty when there is none.
    pub fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|header| header.0 == name);
        found.map_or("", |header| &header.1)
    }
}

/// A response with its body.
pub struct Response {
    status: &'static str,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

impl Response {
    /// A response with a status such as `200 OK`.
    pub fn new(status: &'static str, body: Vec<u8>) -> Self {
        Self { status, headers: Vec::new(), body }
    }

    /// A sentence for the one who looks.
    pub fn sentence(status: &'static str, text: &str) -> Self {
        Self::new(status, text.into()).with("Content-Type", "text/plain; charset=utf-8")
    }

    /// The same with one header more. A value with a line break, which could only come from an odd
    /// file name, is left out.
    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        if !value.contains(['\r', '\n']) {
            self.headers.push((name, value.to_owned()));
        }
        self
    }

    /// Sends it, and closes the connection. `HEAD` asks for everything but the body.
    pub fn send(&self, mut to: impl Write, is_head: bool) -> io::Result<()> {
        let mut head = format!("HTTP/1.1 {}\r\n", self.status);
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        // What is not changed has no length of its own.
        if !self.status.starts_with("304") {
            head.push_str(&format!("Content-Length: {}\r\n", self.body.len()));
        }
        head.push_str("Connection: close\r\n\r\n");
        to.write_all(head.as_bytes())?;
        if !is_head {
            to.write_all(&self.body)?;
        }
        to.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Option<Request> {
        Request::parse(text.as_bytes()).unwrap()
    }

    #[test]
    fn requests_are_read() {
        let request =
            parse("GET /a?b HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip, br\r\n\r\nrest");
        let request = request.unwrap();
        assert_eq!((request.method.as_str(), request.target.as_str()), ("GET", "/a?b"));
        assert_eq!(request.header("accept-encoding"), "gzip, br");
        assert_eq!(request.header("cookie"), "");
    }

    #[test]
    fn what_is_not_http_is_no_request() {
        assert_eq!(parse(""), None);
        assert_eq!(parse("hello\r\n\r\n"), None);
        assert!(Request::parse(&[0xff, 0xfe, b'\n'][..]).is_err());
    }

    #[test]
    fn a_head_has_no_body() {
        let response = Response::sentence("404 Not Found", "No.").with("X", "a\r\nb");
        let sent = |is_head| {
            let mut out = Vec::new();
            response.send(&mut out, is_head).unwrap();
            String::from_utf8(out).unwrap()
        };
        let head = "HTTP/1.1 404 Not Found\r\nContent-Type: text/plain; charset=utf-8\r\n\
                    Content-Length: 3\r\nConnection: close\r\n\r\n";
        assert_eq!(sent(true), head);
        assert_eq!(sent(false), format!("{head}No."));
    }
}
