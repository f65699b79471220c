package org.kinora.lib.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

class EventCodecTest {
  private static final long TIME_US = 123_456;

  private final EventCodec codec = new EventCodec();

  private InputEvent read(int version, String line) throws MediaException {
    return codec.read(version, TIME_US, ByteBuffer.wrap(line.getBytes(UTF_8)));
  }

  private MediaException refusal(int version, String line) {
    return assertThrows(MediaException.class, () -> read(version, line));
  }

  @Test
  void page_example_isReadAndWrittenByteForByte() throws IOException {
    String page = Files.readString(Path.of("../../docs/formats/events.md"));
    Matcher block = Pattern.compile("(?s)```json events\n(.*?)```\n").matcher(page);
    assertTrue(block.find());
    Set<Class<?>> kinds = new HashSet<>();
    for (String line : block.group(1).lines().toList()) {
      InputEvent event = read(1, line);
      kinds.add(event.action().getClass());
      assertEquals(line, new String(codec.write(event), UTF_8));
      assertTrue(line.startsWith("{\"type\":\"" + event.type() + "\""), line);
    }
    assertEquals(Set.of(Action.class.getPermittedSubclasses()), kinds);
  }

  @Test
  void page_table_namesEveryButton() throws IOException {
    String page = Files.readString(Path.of("../../docs/formats/events.md"));
    for (GamepadButton button : GamepadButton.values()) {
      assertTrue(page.contains("`" + button.label() + "`"), button.label());
    }
  }

  @Test
  void write_anyEvent_isReadAsTheSame() throws IOException {
    long seed = new SplittableRandom().nextLong();
    RandomEvents random = new RandomEvents(seed);
    for (int i = 0; i < 20_000; i++) {
      InputEvent event = random.next();
      byte[] line = codec.write(event);
      String where = "seed %d, event %d: %s".formatted(seed, i, new String(line, UTF_8));
      assertEquals(event, codec.read(1, event.timeUs(), ByteBuffer.wrap(line)), where);
      assertFalse(new String(line, UTF_8).contains("\n"), where);
    }
  }

  @Test
  void read_anyBytes_areAnEventOrRefused() {
    long seed = new SplittableRandom().nextLong();
    SplittableRandom random = new SplittableRandom(seed);
    RandomEvents events = new RandomEvents(seed);
    for (int i = 0; i < 20_000; i++) {
      byte[] line = codec.write(events.next());
      line[random.nextInt(line.length)] = (byte) random.nextInt();
      try {
        codec.write(codec.read(random.nextInt(2), 0, ByteBuffer.wrap(line)));
      } catch (MediaException e) {
        assertEquals(MediaError.DECODE_ERROR, e.code(), "seed %d, event %d".formatted(seed, i));
      }
    }
  }

  @Test
  void read_leavesTheBufferAsItIs() throws IOException {
    ByteBuffer data = ByteBuffer.wrap("##{\"type\":\"blur\"}##".getBytes(UTF_8));
    data.position(2).limit(data.capacity() - 2);
    ByteBuffer before = data.duplicate();
    assertEquals(
        InputEvent.of(0, new Action.Focus(false)), codec.read(1, 0, data.asReadOnlyBuffer()));
    assertEquals(before, data);
  }

  @Test
  void read_unknownFields_areKeptInMeta() throws IOException {
    InputEvent event =
        read(
            1,
            """
            {"pressure":0.5,"type":"keyup","meta":{"a":1,"b":{"c":[true]}},"x":3,"code":"KeyA",
             "b":"last","big":123456789012345678901,"none":null}""");
    assertEquals(new Action.Key(false, "", "KeyA", false), event.action());
    assertEquals(
        "{\"a\":1,\"b\":\"last\",\"pressure\":0.5,\"x\":3,\"big\":1.2345678901234568E20}",
        event.meta());
    assertEquals(event, read(1, new String(codec.write(event), UTF_8)));
  }

  @Test
  void read_version0OfNextMetal_isTheSameAction() throws IOException {
    assertEquals(
        new InputEvent(
            TIME_US,
            0,
            OptionalInt.of(InputEvent.CTRL | InputEvent.SHIFT),
            new Action.Key(true, "A", "KeyA", false),
            ""),
        read(
            0,
            "{\"timestamp\":1711111111222,\"type\":\"keyboard\",\"event\":\"keydown\",\"data\":"
                + "{\"key\":\"A\",\"code\":\"KeyA\",\"ctrlKey\":true,\"altKey\":false,"
                + "\"shiftKey\":true}}"));
    InputEvent move =
        read(
            0,
            "{\"timestamp\":1,\"type\":\"mouse\",\"event\":\"mousemove\",\"data\":"
                + "{\"x\":640,\"y\":360,\"screenX\":1280,\"screenY\":720}}");
    assertEquals(
        new Action.MouseMove(Optional.of(new Point(640, 360)), Optional.empty(), false),
        move.action());
    assertEquals("{\"screenX\":1280,\"screenY\":720}", move.meta());
    assertEquals(OptionalInt.empty(), move.modifiers());
    assertEquals(
        new Action.MouseButton(true, 0, Optional.of(new Point(1, 2)), false),
        read(
                0,
                "{\"timestamp\":1,\"type\":\"mouse\",\"event\":\"mousedown\",\"data\":"
                    + "{\"button\":0,\"x\":1,\"y\":2}}")
            .action());
  }

  @Test
  void read_version0OfJsonl_isAMove() throws IOException {
    InputEvent event = read(0, "{\"timestamp\":7033457.25,\"x\":12.5,\"y\":88,\"isInside\":false}");
    assertEquals(
        new Action.MouseMove(Optional.of(new Point(12.5, 88)), Optional.empty(), false),
        event.action());
    assertEquals("{\"isInside\":false}", event.meta());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | {\"type\":\"mousemove\",\"x\":\"640\",\"y\":1}        | field x is '640', expected a number",
        "1 | {\"type\":\"keydown\",\"key\":[1]}                    | field key is an array, expected a text",
        "1 | {\"type\":\"mousedown\"}                              | field button is missing",
        "1 | {\"type\":\"mousedown\",\"button\":1.5}               | field button is 1.5, expected a whole number",
        "1 | {\"type\":\"mousedown\",\"button\":4294967296}        | field button is 4294967296, too large",
        "1 | {\"type\":\"stick\",\"control\":\"left\",\"x\":1.01}  | 1.01, expected a number from -1.0 to 1.0",
        "1 | {\"type\":\"stick\",\"control\":\"up\"}               | field control is 'up'",
        "1 | {\"type\":\"wheel\",\"wheelY\":1e999}                 | Infinity, expected a finite number",
        "1 | {\"type\":\"keydown\",\"modifiers\":16}               | 16, expected modifiers 0 to 15",
        "1 | {\"type\":\"jump\"}                                   | field type is 'jump'",
        "1 | {\"code\":\"KeyA\"}                                   | field type is missing",
        "1 | [1]                                                   | it is no JSON object",
        "1 | {\"type\":\"blur\"} {}                                | more stands behind the object",
        "0 | {\"timestamp\":1,\"event\":\"jump\",\"data\":{}}      | field type is 'jump'",
        "0 | {\"timestamp\":1,\"x\":1}                             | field x or y is missing",
      })
  void read_wrong_isRefusedWithItsPlace(int version, String line, String message) {
    MediaException refusal = refusal(version, line);
    assertEquals(MediaError.DECODE_ERROR, refusal.code());
    assertEquals("input event at 123456 us: " + message, refusal.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{\"type\":\"blur\"", "{\"type\":bl", "{\"type\":\"\u0000\"}"})
  void read_broken_isRefusedWithTheByte(String line) {
    MediaException refusal = refusal(1, line);
    assertEquals(MediaError.DECODE_ERROR, refusal.code());
    assertTrue(
        List.of("it is no JSON", "at byte ").stream().anyMatch(refusal.getMessage()::contains),
        refusal.getMessage());
  }

  @Test
  void read_newerVersion_isRefused() {
    assertEquals(MediaError.FORMAT_TOO_NEW, refusal(2, "{}").code());
  }
}
