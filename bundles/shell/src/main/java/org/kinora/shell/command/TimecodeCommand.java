package org.kinora.shell.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.kinora.lib.timecode.TimecodeRate;
import org.kinora.lib.timecode.TimecodeRate.Position;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.playback.PlaybackSession;
import org.kinora.shell.text.Times;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the timecode of a recording. */
@Command(
    name = "timecode",
    description = {
      "Shows the timecode of a file, or the one a recording's start gives.",
      "",
      "A file's own timecode is shown as it stands. Where there is none, or --rate or --zone ask for"
          + " another, it follows from the wall clock at time 0. The rest is what lies between the"
          + " beginning of the frame and the time."
    },
    footer = {
      "  timecode ./alice.m4a",
      "  timecode ./alice.m4a --at 1:00:00 --json",
      "  timecode 019ab892-2f9b-7c11-8d2e-3f6a5b7c9d10 --rate 29.97df",
      "  timecode ./session --zone Europe/Berlin"
    })
final class TimecodeCommand extends KinoraCommand {
  private static final String USUAL_RATE = "25";

  @Mixin RecordingArgument recording = new RecordingArgument();

  @Option(
      names = "--rate",
      paramLabel = "TIMECODE-RATE",
      description =
          "How it counts, such as 25 or 29.97df; default: as the file does, else "
              + USUAL_RATE
              + ".")
  @Nullable String rateName;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "Show this place's clock, such as Europe/Berlin; default: the recording's.")
  @Nullable String zoneName;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      defaultValue = "0",
      description = "At this time of the recording; default: ${DEFAULT-VALUE}.")
  String time = "";

  /**
   * Timecode at time 0.
   *
   * @param stated whether the file says so itself
   */
  private record Start(TimecodeRate rate, Position position, boolean stated) {}

  /**
   * The wall clock at time 0.
   *
   * @param zoned the same with its zone, where known
   */
  private record Clock(LocalDateTime local, Optional<ZonedDateTime> zoned) {
    static Optional<Clock> of(RecordingInfo info) {
      if (info.startedAt().isPresent()) {
        ZonedDateTime started = info.startedAt().get();
        return Optional.of(new Clock(started.toLocalDateTime(), info.startedAt()));
      }
      return Optional.ofNullable(info.tags().get("wall_clock"))
          .map(text -> new Clock(LocalDateTime.parse(text), Optional.empty()));
    }
  }

  @Override
  int run(Invocation at) throws IOException {
    long timeUs = Times.parse(time);
    RecordingInfo info;
    try (PlaybackSession session = recording.open(at)) {
      info = session.info();
    }
    Optional<Clock> clock = clock(info);
    Start start = start(info, clock);
    Position position = start.rate().after(start.position(), Math.multiplyExact(timeUs, 1000));
    if (json) {
      at.json(out -> write(out, start, position, timeUs, clock));
    } else {
      print(at, start, position, timeUs, clock);
    }
    return OK;
  }

  private Optional<Clock> clock(RecordingInfo info) throws MediaException {
    Optional<Clock> clock = Clock.of(info);
    if (zoneName == null) {
      return clock;
    }
    if (clock.flatMap(Clock::zoned).isEmpty()) {
      throw new MediaException(
          MediaError.ARGUMENT_INVALID,
          "%s does not say in which zone it began: leave --zone out".formatted(info.id()));
    }
    try {
      ZoneId zone = ZoneId.of(zoneName);
      return clock
          .flatMap(Clock::zoned)
          .map(began -> began.withZoneSameInstant(zone))
          .map(began -> new Clock(began.toLocalDateTime(), Optional.of(began)));
    } catch (DateTimeException e) {
      throw new MediaException(
          MediaError.ARGUMENT_INVALID,
          "'" + zoneName + "' is not a zone; write Europe/Berlin, +02:00 or Z",
          e);
    }
  }

  private Start start(RecordingInfo info, Optional<Clock> clock) throws MediaException {
    if (rateName == null && zoneName == null) {
      Optional<Start> stated = stated(info);
      if (stated.isPresent()) {
        return stated.get();
      }
    }
    String name = rateName == null ? USUAL_RATE : rateName;
    TimecodeRate rate =
        TimecodeRate.of(name)
            .orElseThrow(
                () ->
                    new MediaException(
                        MediaError.ARGUMENT_INVALID,
                        "'%s' is not a timecode rate; write %s"
                            .formatted(name, TimecodeRate.NAMES)));
    Clock began =
        clock.orElseThrow(
            () ->
                new MediaException(
                    MediaError.ARGUMENT_INVALID,
                    info.id() + " has no timecode and does not say when it began"));
    return new Start(rate, rate.at(began.local().toLocalTime()), false);
  }

  /** What the file says, as the reader of media files hands it on. */
  private static Optional<Start> stated(RecordingInfo info) {
    String label = info.tags().getOrDefault("timecode", "");
    String[] fraction = info.tags().getOrDefault("timecode.rate", "").split("/", 2);
    if (fraction.length != 2) {
      return Optional.empty();
    }
    return TimecodeRate.of(
            Long.parseLong(fraction[0]), Long.parseLong(fraction[1]), label.contains(";"))
        .flatMap(
            rate -> {
              OptionalInt number = rate.number(label);
              return number.isEmpty()
                  ? Optional.empty()
                  : Optional.of(new Start(rate, new Position(number.getAsInt(), 0), true));
            });
  }

  private static void print(
      Invocation at, Start start, Position position, long timeUs, Optional<Clock> clock) {
    TimecodeRate rate = start.rate();
    at.out().println("timecode  " + rate.label(position.number()));
    at.out().println("at        " + Times.exact(timeUs));
    at.out().println("rate      %s%s".formatted(rate.name(), rate.drop() ? ", drop-frame" : ""));
    at.out().println("rest      %.6f ms".formatted(position.restNanos() / 1e6));
    clock.ifPresent(
        began ->
            at.out()
                .println(
                    "time 0    "
                        + began
                            .zoned()
                            .map(ZonedDateTime::toString)
                            .orElse(began.local() + ", zone not known")));
    at.out().println("source    " + source(start));
  }

  private static String source(Start start) {
    return start.stated() ? "the file's own timecode" : "the wall clock at time 0";
  }

  private static void write(
      JsonGenerator out, Start start, Position position, long timeUs, Optional<Clock> clock)
      throws IOException {
    TimecodeRate rate = start.rate();
    out.writeStringField("timecode", rate.label(position.number()));
    out.writeNumberField("frame", position.number());
    out.writeNumberField("restNanos", position.restNanos());
    out.writeNumberField("atUs", timeUs);
    out.writeStringField("rate", rate.name());
    out.writeBooleanField("dropFrame", rate.drop());
    out.writeBooleanField("stated", start.stated());
    if (clock.isPresent()) {
      out.writeStringField("clock", clock.get().local().toString());
    }
    if (clock.flatMap(Clock::zoned).isPresent()) {
      ZonedDateTime began = clock.flatMap(Clock::zoned).orElseThrow();
      out.writeStringField("startedAt", began.toOffsetDateTime().toString());
      out.writeStringField("zone", began.getZone().toString());
    }
  }
}
