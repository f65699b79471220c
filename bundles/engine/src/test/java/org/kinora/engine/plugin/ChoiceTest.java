package org.kinora.engine.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.engine.Fakes;
import org.kinora.plugins.PluginChoice;
import org.kinora.plugins.PluginInfo.Kind;
import org.kinora.spi.codec.DecoderFactory;
import org.kinora.spi.storage.StorageFormat;

/** Which of several providers is chosen, and why. */
class ChoiceTest {
  private final Providers providers = new Providers();
  private final EnginePlugins plugins = new EnginePlugins(providers);

  private void add(long bundle, String name, String version, int ranking) {
    DecoderFactory none = Fakes.noDecoders();
    providers.addDecoder(
        none,
        new Fakes.Reference<>(
            Map.of(
                "codec",
                new String[] {"h264", "vp8"},
                "service.ranking",
                ranking,
                "service.id",
                100 - bundle),
            Fakes.bundle(bundle, name, version)));
  }

  private void prefer(String... texts) {
    assertEquals(List.of(), providers.registry().preferences.set(List.of(texts)));
  }

  private List<String> why(Kind kind, String input) throws IOException {
    return plugins.why(kind, input).stream().map(ChoiceTest::line).toList();
  }

  private static String line(PluginChoice choice) {
    return "%s%s %s: %s"
        .formatted(
            choice.chosen() ? "> " : "",
            choice.plugin().bundle(),
            choice.plugin().version(),
            choice.reason());
  }

  @Test
  void why_rankingThenVersionThenAge_decide() throws IOException {
    add(1, "org.old", "1.9.0", 5);
    add(2, "org.older", "1.10.0", 5);
    add(3, "org.first", "1.10.0", 5);
    add(4, "org.low", "9.0.0", 4);
    assertEquals(
        List.of(
            "> org.first 1.10.0: ranking 5",
            "org.older 1.10.0: ranking 5; another came first",
            "org.old 1.9.0: ranking 5; another has version 1.10.0",
            "org.low 9.0.0: ranking 4; another has ranking 5"),
        why(Kind.DECODER, "h264"));
    assertEquals(List.of(), why(Kind.DECODER, "av1"));
  }

  @Test
  void why_preferredForOneCodec_comesFirstForThatOne() throws Exception {
    add(1, "org.low", "1.0.0", 1);
    add(2, "org.high", "1.0.0", 2);
    prefer("decoder h264 org.low");
    assertEquals(
        List.of(
            "> org.low 1.0.0: ranking 1, is preferred",
            "org.high 1.0.0: ranking 2; another is preferred"),
        why(Kind.DECODER, "h264"));
    assertEquals("> org.high 1.0.0: ranking 2", why(Kind.DECODER, "vp8").get(0));
    plugins.drain(1, java.time.Duration.ZERO);
    assertEquals(
        List.of("org.low 1.0.0: ranking 1, is draining", "> org.high 1.0.0: ranking 2"),
        why(Kind.DECODER, "h264"));
  }

  @Test
  void preferences_notUnderstood_areToldAndLeftOut() {
    assertEquals(
        List.of("decoder h264", "colour red org.low"),
        providers
            .registry()
            .preferences
            .set(List.of("decoder h264", "colour red org.low", "decoder vp8 org.low")));
  }

  @Test
  void why_recording_saysWhatEachFormatFound(@TempDir Path dir) throws IOException {
    format("tape", 1);
    format("disk", 2);
    Path at = Files.writeString(dir.resolve("day"), "tape");
    assertEquals(
        List.of("org.disk 1.0.0: no disk", "> org.tape 1.0.0: opens it: version 1"),
        why(Kind.STORAGE, at.toString()));
    Files.writeString(at, "tape9");
    assertEquals("org.tape 1.0.0: reads versions 1 to 2, not 9", why(Kind.STORAGE, at + "").get(1));
  }

  @Test
  void why_recordingThatTwoFormatsRead_namesThePreferredOne(@TempDir Path dir) throws IOException {
    format("tape", 1);
    format("tapes", 2); // takes all that the other one takes
    Path at = Files.writeString(dir.resolve("day"), "tapes");
    String also = "opens it: version 1, and so does one that is asked before it";
    assertEquals(
        List.of("> org.tapes 1.0.0: opens it: version 1", "org.tape 1.0.0: " + also),
        why(Kind.STORAGE, at.toString()));
    prefer("storage tape org.tape");
    assertEquals(
        List.of("> org.tape 1.0.0: opens it: version 1, is preferred", "org.tapes 1.0.0: " + also),
        why(Kind.STORAGE, at.toString()));
  }

  private void format(String name, int ranking) {
    StorageFormat format = new Fakes.Format(name, 1, Fakes.VIDEO);
    providers.addFormat(
        format,
        new Fakes.Reference<>(
            Map.of("format", name, "service.ranking", ranking),
            Fakes.bundle(ranking, "org." + name, "1.0.0")));
  }
}
