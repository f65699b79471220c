//! The index of an MP4 file (ISO/IEC 14496-12), for Kinora's muxer.
//!
//! Java writes the bytes of the samples; this crate is told of each one, keeps the tables, and
//! encodes the boxes around the samples with the box types of `shiguredo_mp4`. Nothing here
//! reads or writes a file.
//!
//! | module | holds |
//! |---|---|
//! | [`movie`] | the file: its tracks, the boxes in front of the samples, the movie box |
//! | [`fragment`] | files that grow by fragments: the boxes in front, and of each fragment |
//! | [`track`] | one track: what it is, and the columns of its sample table |
//! | `sizes` | the longest of these columns |
//! | [`table`] | the boxes of the sample table |
//! | [`trak`] | the boxes around it |
//! | [`edit`] | when a track is presented: edit lists |
//! | `jni` | the entries that Java calls, by the numbers of `registry` |
//! | `java` | the border to Java, the only unsafe code |

pub mod edit;
pub mod fragment;
mod java;
mod jni;
pub mod movie;
mod registry;
mod sizes;
pub mod table;
pub mod track;
pub mod trak;

/// Why a call is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// What was passed does not fit.
    Argument(String),
    /// The movie is closed, or broke down in an earlier call.
    State(String),
}

impl From<shiguredo_mp4::Error> for Refusal {
    fn from(error: shiguredo_mp4::Error) -> Self {
        Self::Argument(error.to_string())
    }
}

/// A result that may be a refusal.
pub type Result<T> = std::result::Result<T, Refusal>;

pub(crate) fn argument<T>(message: impl Into<String>) -> Result<T> {
    Err(Refusal::Argument(message.into()))
}
