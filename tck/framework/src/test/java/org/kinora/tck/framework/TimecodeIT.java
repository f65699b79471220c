package org.kinora.tck.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Timecode of every rate, around midnight and on the days when clocks change, as MediaInfo and the
 * command {@code timecode} read it. The profile {@code judges} runs it.
 */
@Tag("judges")
final class TimecodeIT {
  private static final String VOICE = "019ab892-2f9b-7c11-8d2e-3f6a5b7c9d10";

  /**
   * A rate, the clock, and the label by hand.
   *
   * @param start ISO 8601
   */
  private record Case(String rate, String start, String label) {}

  private static final List<Case> CASES =
      List.of(
          new Case("23.976", "2026-03-01T10:00:00.250+01:00", "10:00:00:05"),
          new Case("24", "2026-03-01T10:00:00.250+01:00", "10:00:00:06"),
          new Case("25", "2026-03-01T00:00:00+01:00", "00:00:00:00"),
          new Case("25", "2026-03-01T23:59:59.990+01:00", "23:59:59:24"),
          new Case("29.97", "2026-03-01T10:00:00.250+01:00", "10:00:00:07"),
          new Case("29.97df", "2026-03-01T10:00:00.250+01:00", "10:00:00;07"),
          new Case("29.97df", "2026-03-01T10:01:00+01:00", "10:01:00;02"),
          new Case("29.97df", "2026-03-01T10:10:00+01:00", "10:10:00;00"),
          new Case("30", "2026-03-01T23:59:59.990+01:00", "23:59:59:29"),
          new Case("50", "2026-03-01T23:59:59.990+01:00", "23:59:59:49"),
          new Case("48000/960", "2026-03-01T10:00:00.020+01:00", "10:00:00:01"),
          new Case("59.94", "2026-03-01T10:00:00.250+01:00", "10:00:00:14"),
          new Case("59.94df", "2026-03-01T10:01:00+01:00", "10:01:00;04"),
          new Case("60", "2026-03-01T10:00:00.250+01:00", "10:00:00:15"),
          // Europe/Berlin: 02:00 to 03:00 does not exist, then exists twice
          new Case("25", "2026-03-29T01:59:59.960+01:00", "01:59:59:24"),
          new Case("25", "2026-03-29T03:00:00+02:00", "03:00:00:00"),
          new Case("25", "2026-10-25T02:30:00+02:00", "02:30:00:00"),
          new Case("25", "2026-10-25T02:30:00+01:00", "02:30:00:00"),
          new Case("25", "2026-03-01T12:00:00+05:30", "12:00:00:00"));

  @TempDir static Path dir;

  private static List<JsonNode> answers = List.of();

  @BeforeAll
  static void write() throws Exception {
    Path session = KinoraProcess.source("examples/recordings").resolve(VOICE);
    List<String> commands = new ArrayList<>();
    for (int i = 0; i < CASES.size(); i++) {
      Case one = CASES.get(i);
      commands.add(
          "copy '%s' --container m4a --set rate=%s --set start=%s -o '%s' --json"
              .formatted(session, one.rate(), one.start(), file(i)));
      commands.add("timecode '%s' --json".formatted(file(i)));
    }
    KinoraProcess kinora = KinoraProcess.in(dir);
    String out = kinora.run("exec", String.join(";", commands)).expect(0).out();
    try (MappingIterator<JsonNode> all =
        new ObjectMapper().readerFor(JsonNode.class).readValues(out)) {
      answers = all.readAll();
    }
  }

  private static Path file(int i) {
    return dir.resolve(i + ".m4a");
  }

  private interface Reading {
    String of(int i) throws Exception;
  }

  private static Stream<DynamicTest> each(Reading reading) {
    return IntStream.range(0, CASES.size())
        .mapToObj(
            i ->
                DynamicTest.dynamicTest(
                    CASES.get(i).rate() + " " + CASES.get(i).start(),
                    () -> assertEquals(CASES.get(i).label(), reading.of(i))));
  }

  @TestFactory
  Stream<DynamicTest> mediainfo_everyRateAndClock_readsTheLabel() {
    return each(
        i -> {
          ProcessBuilder mediainfo =
              new ProcessBuilder(
                  "mediainfo", "--Inform=Other;%TimeCode_FirstFrame%", file(i).toString());
          return KinoraProcess.finish(mediainfo).expect(0).out().strip();
        });
  }

  @TestFactory
  Stream<DynamicTest> timecode_everyRateAndClock_readsTheLabel() {
    return each(i -> answers.get(2 * i + 1).path("timecode").asText());
  }
}
