package org.kinora.storage.jsonl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.kinora.media.MediaTime;

class IndexScannerTest {
  private static final long MOST = (1L << 53) - 1;
  private static final String USUAL =
      "{\"offset\":0,\"size\":5,\"timestamp\":7,\"type\":\"key\",\"codedWidth\":640,"
          + "\"codedHeight\":360,\"codec\":\"vp8\",\"isKeyframe\":true}";
  private static final String USUAL_READ = "0 5 7 - - KEY KEY 640x360 vp8";

  private final ObjectMapper json =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  @Test
  void scan_usualLines_readsAllFields() throws IOException {
    assertEquals(List.of(USUAL_READ, USUAL_READ), scan(USUAL + "\n" + USUAL + "\n"));
  }

  @Test
  void scan_numbersOfVersion1_readsBoth() throws IOException {
    String line = "{\"offset\":0,\"size\":5,\"timestamp\":7,%s}\n";
    String both = line.formatted("\"decodeTimestamp\":-3,\"duration\":9,\"type\":\"delta\"");
    String positive = line.formatted("\"decodeTimestamp\":3,\"duration\":9,\"type\":\"delta\"");
    assertEquals(
        List.of(
            "0 5 7 -3 9 DELTA NOTHING 0x0 null",
            "0 5 7 3 9 DELTA NOTHING 0x0 null",
            "0 5 7 3 9 DELTA NOTHING 0x0 null"),
        scan(both + positive + positive));
  }

  @Test
  void scan_byteOrderMarkAndCarriageReturns_readsAll() throws IOException {
    assertEquals(
        List.of(USUAL_READ, USUAL_READ, USUAL_READ),
        scan("\uFEFF" + USUAL + "\r\n" + USUAL + "\r\n\r\n" + USUAL + "\r\n"));
  }

  @Test
  void scan_tailThatRepeatsAHeadField_lastOneCounts() throws IOException {
    String line = "{\"offset\":%d,\"size\":5,\"timestamp\":7,\"offset\":%d}\n";
    assertEquals(
        List.of(
            "1 5 7 - - NOTHING NOTHING 0x0 null",
            "1 5 7 - - NOTHING NOTHING 0x0 null",
            "9 5 7 - - NOTHING NOTHING 0x0 null"),
        scan(line.formatted(0, 1) + line.formatted(5, 1) + line.formatted(0, 9)));
  }

  @Test
  void scan_fractionBehindHead_isNotTakenForATail() throws IOException {
    String fraction = "{\"offset\":0,\"size\":5,\"timestamp\":7.75,\"type\":\"key\"}\n";
    String whole = "{\"offset\":0,\"size\":5,\"timestamp\":7,\"type\":\"key\"}\n";
    assertEquals(
        List.of(
            "0 5 8 - - KEY NOTHING 0x0 null",
            "0 5 7 - - KEY NOTHING 0x0 null",
            "0 5 8 - - KEY NOTHING 0x0 null"),
        scan(fraction + whole + fraction));
  }

  @Test
  void scan_otherOrderAndSpaces_readsAllFields() throws IOException {
    String line =
        "{\"isKeyframe\": %b, \"timestamp\" :%d,\"more\":[1,{}], \"size\": %d , \"offset\":%d }\r\n";
    assertEquals(
        List.of(
            "0 15 70000000000 - - NOTHING KEY 0x0 null",
            "15 100000 70000033333 - - NOTHING DELTA 0x0 null",
            "100015 7 700000666667 - - NOTHING DELTA 0x0 null",
            "100022 7 99999999999999 - - NOTHING KEY 0x0 null"),
        scan(
            line.formatted(true, 70_000_000_000L, 15, 0)
                + line.formatted(false, 70_000_033_333L, 100_000, 15)
                + line.formatted(false, 700_000_666_667L, 7, 100_015)
                + line.formatted(true, 99_999_999_999_999L, 7, 100_022)));
  }

  @Test
  void scan_badLineBetweenGoodOnes_isSkipped() throws IOException {
    assertEquals(
        List.of(USUAL_READ, "BAD_LINE 2", USUAL_READ),
        scan(USUAL + "\n{\"offset\":12,\"si" + "\n" + USUAL + "\n"));
  }

  @Test
  void scan_lastLineTorn_isDropped() throws IOException {
    assertEquals(
        List.of(USUAL_READ, "TORN_LINE 2"),
        scan(USUAL + "\n" + USUAL.substring(0, USUAL.length() - 1)));
  }

  @Test
  void scan_lastLineWithoutLineFeed_isRead() throws IOException {
    assertEquals(List.of(USUAL_READ, USUAL_READ), scan(USUAL + "\n" + USUAL));
  }

  @Test
  void scan_zerosAtTheEnd_areToldOnce() throws IOException {
    String zeros = "\0".repeat(3 * IndexScanner.MOST_LINE_BYTES);
    assertEquals(List.of(USUAL_READ, "ZEROS 2"), scan(USUAL + "\n" + zeros));
  }

  @Test
  void scan_zerosBetweenLines_keepsTheLineBehindThem() throws IOException {
    assertEquals(
        List.of(USUAL_READ, "ZEROS 2", USUAL_READ, "ZEROS 3", USUAL_READ),
        scan(USUAL + "\n\0\0\0" + USUAL + "\n\0" + USUAL + "\n"));
  }

  @Test
  void scan_lineOfAHundredMegabytes_isOneBadLine() throws IOException {
    byte[] block = "x".repeat(1_000_003).getBytes(UTF_8);
    List<String> found = new ArrayList<>();
    ReadableByteChannel in =
        new ReadableByteChannel() {
          private int blocks;
          private final ByteBuffer end = ByteBuffer.wrap(("\n" + USUAL + "\n").getBytes(UTF_8));

          @Override
          public int read(ByteBuffer into) {
            if (blocks < 100 * 1_000_003) {
              int count = Math.min(into.remaining(), block.length);
              into.put(block, 0, count);
              blocks += count;
              return count;
            }
            int count = Math.min(into.remaining(), end.remaining());
            into.put(end.slice(end.position(), count));
            end.position(end.position() + count);
            return count == 0 ? -1 : count;
          }

          @Override
          public boolean isOpen() {
            return true;
          }

          @Override
          public void close() {}
        };
    IndexScanner.scan(in, true, collect(found));
    assertEquals(List.of("BAD_LINE 1", USUAL_READ), found);
  }

  @Test
  void scan_randomLines_agreesWithJackson() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 4; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 12_000; i++) {
        text.append(randomLine(random)).append(random.nextInt(20) == 0 ? "\r\n" : "\n");
      }
      String index = text.toString();
      assertEquals(oracle(index), scan(index), "seed " + seed + ", round " + round);
    }
  }

  private String randomLine(Random random) throws IOException {
    int kind = random.nextInt(10);
    if (kind < 5) {
      return usualLine(random);
    }
    String line = shuffledLine(random);
    return kind < 8 ? line : mutated(line, random);
  }

  private static String usualLine(Random random) {
    boolean key = random.nextInt(10) == 0;
    String own =
        (random.nextInt(4) == 0 ? ",\"decodeTimestamp\":" + number(random) : "")
            + (random.nextInt(4) == 0 ? ",\"duration\":" + number(random) : "");
    return "{\"offset\":%s,\"size\":%s,\"timestamp\":%s%s,\"type\":\"%s\",\"codedWidth\":640,"
            .formatted(number(random), number(random), number(random), own, key ? "key" : "delta")
        + "\"codedHeight\":%d,\"codec\":\"avc1.64002A\",\"isKeyframe\":%b}"
            .formatted(random.nextInt(50) == 0 ? 368 : 360, key);
  }

  private static String number(Random random) {
    return switch (random.nextInt(12)) {
      case 0 -> "0";
      case 1 -> "-" + random.nextInt(1000);
      case 2 -> Long.toString(MOST + random.nextInt(3) - 1);
      case 3 -> Long.toString(random.nextLong() >>> random.nextInt(64));
      case 4 -> random.nextInt(100_000) + "." + random.nextInt(100);
      case 5 -> random.nextInt(1000) + "e" + random.nextInt(5);
      case 6 -> "9".repeat(1 + random.nextInt(40));
      default -> Integer.toString(random.nextInt(100_000_000));
    };
  }

  private static String shuffledLine(Random random) {
    List<String> members = new ArrayList<>();
    members.add(name("offset", random) + number(random));
    members.add(name("size", random) + number(random));
    members.add(name("timestamp", random) + number(random));
    String[] others = {
      name("type", random) + (random.nextBoolean() ? "\"key\"" : "\"del\\u0074a\""),
      name("isKeyframe", random) + (random.nextBoolean() ? "true" : "1"),
      name("codec", random) + "\"v\\/p\\u00e9\\n8\u00e9\"",
      name("codedWidth", random) + number(random),
      name("codedHeight", random) + "[1,2]",
      name("duration", random) + (random.nextBoolean() ? "null" : number(random)),
      name("decodeTimestamp", random) + number(random),
      name("other", random) + "{\"offset\" : 3,\"a\":[ ],\"b\":{},\"c\":[true,null,-1.5E+3]}",
      name("", random) + "\"}\\\"{\"",
    };
    for (String other : others) {
      if (random.nextInt(3) == 0) {
        members.add(other);
      }
    }
    Collections.shuffle(members, random);
    String space = " \t".repeat(random.nextInt(3));
    return space + "{" + space + String.join(space + "," + space, members) + space + "}" + space;
  }

  private static String name(String name, Random random) {
    String space = random.nextInt(4) == 0 ? " " : "";
    boolean escaped = !name.isEmpty() && random.nextInt(5) == 0;
    String written =
        escaped ? "\\u00%02x".formatted((int) name.charAt(0)) + name.substring(1) : name;
    return "\"" + written + "\"" + space + ":" + space;
  }

  private static String mutated(String line, Random random) {
    StringBuilder text = new StringBuilder(line);
    String some = "{}[]\",:\\0123456789.-+eEtrufalsn \t/x";
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(text.length());
      char with = some.charAt(random.nextInt(some.length()));
      switch (random.nextInt(3)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.insert(at, with);
        default -> text.setCharAt(at, with);
      }
    }
    return text.toString();
  }

  private List<String> scan(String text) throws IOException {
    List<String> found = new ArrayList<>();
    IndexScanner.scan(
        Channels.newChannel(new ByteArrayInputStream(text.getBytes(UTF_8))), true, collect(found));
    return found;
  }

  private static LineSink collect(List<String> found) {
    return new LineSink() {
      @Override
      public void line(IndexLine line) {
        found.add(
            "%d %d %d %s %s %s %s %dx%d %s"
                .formatted(
                    line.offset,
                    line.sizeBytes,
                    line.timestampUs,
                    orDash(line.decodeTimestampUs),
                    orDash(line.durationUs),
                    line.type,
                    line.keyframe,
                    line.codedWidth,
                    line.codedHeight,
                    line.codec));
      }

      @Override
      public void odd(Oddity oddity, long number, long at, String problem) {
        found.add(oddity + " " + number);
      }
    };
  }

  private static String orDash(long value) {
    return value == MediaTime.UNKNOWN ? "-" : Long.toString(value);
  }

  /** What Jackson makes of the same text, line by line. */
  private List<String> oracle(String text) throws IOException {
    List<String> found = new ArrayList<>();
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length - 1; i++) {
      if (!lines[i].isBlank()) {
        found.add(oracle(lines[i], i + 1));
      }
    }
    return found;
  }

  private String oracle(String line, int number) {
    String bad = "BAD_LINE " + number;
    try {
      JsonNode node = json.readTree(line);
      Long offset = integer(node.path("offset"), 0, MOST, true);
      Long size = integer(node.path("size"), 0, Integer.MAX_VALUE, true);
      Long timestamp = integer(node.path("timestamp"), -MOST, MOST, false);
      Long decode = integer(node.path("decodeTimestamp"), -MOST, MOST, false);
      Long duration = integer(node.path("duration"), -MOST, MOST, false);
      if (!node.isObject() || offset == null || size == null || timestamp == null) {
        return bad;
      }
      return "%d %d %d %s %s %s %s %dx%d %s"
          .formatted(
              offset,
              size,
              timestamp,
              decode == null ? "-" : decode,
              duration == null || duration < 0 ? "-" : duration,
              type(node.path("type")),
              keyframe(node.path("isKeyframe")),
              pixels(node.path("codedWidth")),
              pixels(node.path("codedHeight")),
              node.path("codec").textValue());
    } catch (JsonProcessingException | NumberFormatException e) {
      return bad;
    }
  }

  private static @Nullable Long integer(JsonNode node, long least, long most, boolean whole) {
    if (node.isMissingNode() || node.isNull()) {
      return null;
    }
    double value = node.doubleValue();
    boolean exact = value == Math.rint(value);
    long rounded =
        node.isIntegralNumber() && node.canConvertToLong() ? node.longValue() : Math.round(value);
    if (!node.isNumber() || rounded < least || rounded > most || (whole && !exact)) {
      throw new NumberFormatException();
    }
    return rounded;
  }

  private static String type(JsonNode node) {
    String text = node.isTextual() ? node.textValue() : "";
    return text.equals("key") ? "KEY" : text.equals("delta") ? "DELTA" : "NOTHING";
  }

  private static String keyframe(JsonNode node) {
    return node.isBoolean() ? node.booleanValue() ? "KEY" : "DELTA" : "NOTHING";
  }

  private static int pixels(JsonNode node) {
    double value = node.isNumber() ? node.doubleValue() : 0;
    return value == Math.rint(value) && value > 0 && value <= 65536 ? (int) value : 0;
  }
}
