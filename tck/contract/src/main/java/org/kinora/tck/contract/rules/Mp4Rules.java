package org.kinora.tck.contract.rules;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What holds for every MP4 file (ISO/IEC 14496-12). */
final class Mp4Rules {
  private static final Rule FTYP_FIRST =
      Rule.must("mp4.type-first", "The file type box is the first one.", "ISO/IEC 14496-12 4.3.");
  private static final Rule ONE_MOOV =
      Rule.must("mp4.one-movie", "There is one movie box.", "ISO/IEC 14496-12 8.2.1.");
  private static final Rule TRAK_IN_MOOV =
      Rule.must("mp4.tracks-in-movie", "Tracks lie in the movie box.", "ISO/IEC 14496-12 8.3.1.");
  private static final Rule TRACK_IDS =
      Rule.must(
          "mp4.track-ids",
          "Track IDs are not 0, are unique, and lie below the next one of the movie header.",
          "ISO/IEC 14496-12 8.2.2, 8.3.2.");
  private static final Rule MOVIE_DURATION =
      Rule.must(
          "mp4.movie-duration",
          "The movie lasts as long as its longest track.",
          "ISO/IEC 14496-12 8.2.2.");
  private static final Rule TRACK_DURATION =
      Rule.must(
          "mp4.track-duration",
          "A track lasts as long as its edits, else as its media, in the movie's timescale.",
          "ISO/IEC 14496-12 8.3.2.");
  private static final Rule MEDIA_DURATION =
      Rule.must(
          "mp4.media-duration",
          "A track's media lasts as long as its samples.",
          "ISO/IEC 14496-12 8.4.2.");
  private static final Rule MEDIA_HEADER =
      Rule.must(
          "mp4.media-header",
          "Pictures have a vmhd, sound has an smhd, timecode an nmhd.",
          "ISO/IEC 14496-12 8.4.5.");

  static final List<Rule> ALL =
      List.of(
          FTYP_FIRST,
          ONE_MOOV,
          TRAK_IN_MOOV,
          TRACK_IDS,
          MOVIE_DURATION,
          TRACK_DURATION,
          MEDIA_DURATION,
          MEDIA_HEADER);

  private Mp4Rules() {}

  static void check(Node file, Breaches breaches) throws IOException {
    requireWhole(file, breaches);
    breaches.require(
        file.children().get(0).name().equals("ftyp"),
        FTYP_FIRST,
        file,
        file.children().get(0).name());
    List<Node> movies = file.all("moov");
    breaches.require(movies.size() == 1, ONE_MOOV, file, movies.size() + " movie boxes");
    file.all("trak").forEach(stray -> breaches.require(false, TRAK_IN_MOOV, stray, "at the top"));
    if (movies.isEmpty()) {
      return;
    }
    Movie movie = Movie.read(movies.get(0));
    checkIds(movie, breaches);
    for (MovieTrack track : movie.tracks()) {
      checkHeaders(movie, track, breaches);
      SampleTableRules.check(file, track, breaches);
    }
    if (!movie.isFragmented()) {
      long longest = movie.tracks().stream().mapToLong(MovieTrack::duration).max().orElse(0);
      breaches.require(
          movie.duration() == longest,
          MOVIE_DURATION,
          movie.box(),
          movie.duration() + ", the longest track lasts " + longest);
    }
    FragmentRules.check(file, movie, breaches);
    OpusRules.check(file, movie, breaches);
    TimecodeRules.check(movie, breaches);
  }

  private static void requireWhole(Node file, Breaches breaches) {
    List<Node> cut =
        file.everything()
            .filter(node -> node.part().detail().startsWith("cut: ") || node.name().isEmpty())
            .toList();
    for (Node node : cut) {
      breaches.require(false, FileRules.READABLE, node, node.name() + " " + node.part().detail());
    }
  }

  private static void checkIds(Movie movie, Breaches breaches) {
    Set<Long> ids = new HashSet<>();
    List<Long> wrong = new ArrayList<>();
    for (MovieTrack track : movie.tracks()) {
      if (track.id() == 0 || track.id() >= movie.nextTrackId() || !ids.add(track.id())) {
        wrong.add(track.id());
      }
    }
    breaches.require(
        wrong.isEmpty(), TRACK_IDS, movie.box(), wrong + ", the next is " + movie.nextTrackId());
  }

  private static void checkHeaders(Movie movie, MovieTrack track, Breaches breaches) {
    Optional<String> header =
        switch (track.handler()) {
          case "vide" -> Optional.of("vmhd");
          case "soun" -> Optional.of("smhd");
          case "tmcd" -> Optional.of("nmhd");
          default -> Optional.empty();
        };
    breaches.require(
        header.isEmpty() || track.box().all("mdia/minf/" + header.get()).size() == 1,
        MEDIA_HEADER,
        track.box(),
        track.handler() + " without a " + header.orElse(""));
    if (movie.isFragmented()) {
      return; // what is in the movie box itself is none of it
    }
    long media = track.samples().totalTicks();
    breaches.require(
        track.mediaDuration() == media,
        MEDIA_DURATION,
        track.box(),
        track.mediaDuration() + ", the samples last " + media);
    long expected =
        track.edits().isEmpty()
            ? Math.round((double) media * movie.timescale() / track.timescale())
            : track.edits().stream().mapToLong(Edit::duration).sum();
    breaches.require(
        Math.abs(track.duration() - expected) <= 1,
        TRACK_DURATION,
        track.box(),
        track.duration() + ", expected " + expected);
  }
}
