package org.example.mjpeg;

import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.Track;
import org.kinora.media.VideoFormat;

/**
 * The first line of {@code times.csv}: {@code
 * mjpeg,version,track,timescale,width,height,startedAt,id}, for example {@code
 * mjpeg,1,1,1000000,640,480,2026-03-01T12:00:00.250+02:00,rec_1}. {@code startedAt} may be empty.
 */
record Header(Track track, Optional<ZonedDateTime> startedAt, String id) {
  private static final Pattern VERSION = Pattern.compile("mjpeg,([0-9]{1,9}),");
  private static final Pattern LINE =
      Pattern.compile(
          "mjpeg,1,([1-9][0-9]{0,8}),([1-9][0-9]{0,8}),([1-9][0-9]{0,4}),([1-9][0-9]{0,4})"
              + ",([^,]*),(.{1,255})");

  /** The version of a file that begins so; -1 if it is something else. */
  static int version(String head) {
    Matcher matcher = VERSION.matcher(head);
    return matcher.lookingAt() ? Integer.parseInt(matcher.group(1)) : -1;
  }

  /** What a new recording's header says. */
  static Header of(RecordingInfo info) throws MediaException {
    List<Track> tracks = info.tracks();
    boolean fits =
        tracks.size() == 1
            && tracks.get(0).format() instanceof VideoFormat video
            && video.codec().equals("mjpeg");
    if (!fits) {
      throw new MediaException(
          MediaError.TRACK_NOT_SUPPORTED, "one track of mjpeg is expected, found " + tracks);
    }
    Header header = new Header(tracks.get(0), info.startedAt(), info.id());
    if (!LINE.matcher(header.line()).matches()) {
      throw new MediaException(
          MediaError.ARGUMENT_INVALID, "a line of text cannot hold " + header.line());
    }
    return header;
  }

  /** Reads the line. */
  static Header parse(String line) throws MediaException {
    Matcher matcher = LINE.matcher(line);
    try {
      if (matcher.matches()) {
        return of(matcher);
      }
    } catch (DateTimeParseException e) {
      throw new MediaException(
          MediaError.INDEX_PARSE_ERROR, "the header's start is " + matcher.group(5), e);
    }
    int version = version(line);
    throw new MediaException(
        version > MjpegFormat.VERSION ? MediaError.FORMAT_TOO_NEW : MediaError.INDEX_PARSE_ERROR,
        "the header of version 1 is expected, found "
            + line.substring(0, Math.min(80, line.length())));
  }

  private static Header of(Matcher line) {
    VideoFormat format =
        new VideoFormat(
            "mjpeg",
            Integer.parseInt(line.group(3)),
            Integer.parseInt(line.group(4)),
            ColorInfo.UNSPECIFIED,
            Blob.EMPTY);
    int id = Integer.parseInt(line.group(1));
    int timescale = Integer.parseInt(line.group(2));
    String start = line.group(5);
    return new Header(
        new Track(id, format, timescale, ""),
        start.isEmpty() ? Optional.empty() : Optional.of(ZonedDateTime.parse(start)),
        line.group(6));
  }

  /** The line, without its end. */
  String line() {
    VideoFormat video = (VideoFormat) track.format();
    return "mjpeg,%d,%d,%d,%d,%d,%s,%s"
        .formatted(
            MjpegFormat.VERSION,
            track.id(),
            track.timescale(),
            video.width(),
            video.height(),
            startedAt.map(ZonedDateTime::toString).orElse(""),
            id);
  }

  /** The recording that it is the header of. */
  RecordingInfo info(OptionalLong durationUs, boolean complete) {
    return new RecordingInfo(id, startedAt, durationUs, complete, List.of(track), Map.of());
  }
}
