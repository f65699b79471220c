//! All open movies, by number.

use crate::movie::Movie;
use crate::{Refusal, Result};
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};

/// All open movies. A movie is locked by itself, so that muxers do not wait for one another.
struct Registry {
    movies: HashMap<i64, Arc<Mutex<Movie>>>,
    next: i64,
}

static REGISTRY: LazyLock<Mutex<Registry>> =
    LazyLock::new(|| Mutex::new(Registry { movies: HashMap::new(), next: 1 }));

/// Takes in a movie; returns its number, which is never used again.
pub(crate) fn open(movie: Movie) -> i64 {
    let mut registry = registry();
    let handle = registry.next;
    registry.next += 1;
    registry.movies.insert(handle, Arc::new(Mutex::new(movie)));
    handle
}

/// Drops a movie, if it is there, as soon as no call uses it.
pub(crate) fn close(handle: i64) {
    let movie = registry().movies.remove(&handle);
    drop(movie); // outside the registry's lock: others need not wait for it
}

fn registry() -> MutexGuard<'static, Registry> {
    // Nothing in here can be left half done.
    REGISTRY.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Runs an action on a movie; one at a time.
pub(crate) fn with_movie<T>(
    handle: i64,
    action: impl FnOnce(&mut Movie) -> Result<T>,
) -> Result<T> {
    let Some(movie) = registry().movies.get(&handle).cloned() else {
        return Err(Refusal::State(format!("movie {handle} is closed")));
    };
    let Ok(mut movie) = movie.lock() else {
        return Err(Refusal::State(format!("movie {handle} broke down in an earlier call")));
    };
    action(&mut movie)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::panic::{AssertUnwindSafe, catch_unwind};

    #[test]
    fn unknown_handle_is_refused() {
        assert!(matches!(with_movie(-7, |_| Ok(())), Err(Refusal::State(_))));
    }

    #[test]
    fn closed_handle_is_refused() {
        let handle = open(Movie::default());
        assert!(with_movie(handle, |_| Ok(())).is_ok());
        close(handle);
        close(handle);
        assert!(matches!(with_movie(handle, |_| Ok(())), Err(Refusal::State(_))));
    }

    #[test]
    fn broken_movie_stays_refused() {
        let handle = open(Movie::default());
        let broken = || with_movie(handle, |_| -> Result<()> { panic!("on purpose") });
        assert!(catch_unwind(AssertUnwindSafe(broken)).is_err());
        assert!(matches!(with_movie(handle, |_| Ok(())), Err(Refusal::State(_))));
        close(handle);
    }
}
