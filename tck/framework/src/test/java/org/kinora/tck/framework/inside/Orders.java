package org.kinora.tck.framework.inside;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.kinora.export.ExportJob;
import org.kinora.export.ExportRequest;
import org.kinora.export.ExportService;
import org.kinora.media.SampleRange;
import org.kinora.playback.Playback;
import org.kinora.playback.PlaybackSession;
import org.kinora.plugins.PluginInfo;
import org.kinora.plugins.PluginLease;
import org.kinora.plugins.Plugins;
import org.kinora.tck.framework.inside.Contents.Sample;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * Does inside the framework what a test outside asks for. Orders and answers are text, for the test
 * shares no class with the bundles.
 */
public final class Orders implements BundleActivator, Function<String, String> {
  private Services services;
  private Load load;
  private ExportJob recorder;
  private PlaybackSession open;

  @Override
  public void start(BundleContext own) {
    services = new Services(own);
    own.registerService(Function.class, this, null);
  }

  @Override
  public void stop(BundleContext own) {}

  @Override
  public String apply(String order) {
    String[] words = order.split(" ", -1);
    try {
      return switch (words[0]) {
        case "prepare" -> prepare(Path.of(words[1]), Path.of(words[2]), Path.of(words[3]));
        case "begin" -> load.begin(words[1].equals("all"));
        case "end" -> load.end();
        case "chosen" -> chosen(words[1]);
        case "session" -> session(Path.of(words[1]));
        case "record" -> record(Path.of(words[1]), words[2], words[3]);
        case "recorded" -> String.valueOf(recorder.progress().samples());
        case "finish" -> finish();
        case "open" -> open(Path.of(words[1]));
        case "read" -> contents(open);
        case "close" -> close();
        case "contents" -> contents(Path.of(words[1]));
        case "shell" -> shell(order.substring("shell ".length()));
        default -> throw new IllegalArgumentException(order);
      };
    } catch (Exception e) {
      throw new IllegalStateException(order + ": " + e, e);
    }
  }

  private String prepare(Path source, Path voice, Path work) throws Exception {
    load = new Load(services, source, voice, work);
    return "";
  }

  /** The version of a bundle that new sessions begin with; empty if there is none. */
  private String chosen(String bundle) {
    return services.get(Plugins.class).list().stream()
        .filter(plugin -> plugin.bundle().equals(bundle) && !plugin.draining())
        .findFirst()
        .map(PluginInfo::version)
        .orElse("");
  }

  /** Reads a sample of a recording in a session of its own, and says which version that is of. */
  private String session(Path recording) throws IOException {
    try (PlaybackSession session = services.get(Playback.class).open(recording)) {
      int track = session.info().tracks().get(0).id();
      session.getRange(new SampleRange(track, 0, 1), (info, data) -> {});
      String holder = "session " + recording.getFileName();
      List<PluginLease> leases = services.get(Plugins.class).leases();
      return leases.stream()
          .filter(lease -> lease.holder().equals(holder))
          .reduce((earlier, later) -> later)
          .map(PluginLease::version)
          .orElse("");
    }
  }

  private String record(Path target, String format, String codec) throws IOException {
    recorder =
        services
            .get(ExportService.class)
            .start(
                new ExportRequest.Capture(
                    "lavfi:testsrc2=s=64x48:r=30",
                    Map.of(),
                    target,
                    format,
                    Map.of(),
                    Optional.of(codec),
                    Optional.empty(),
                    false));
    return recorder.id();
  }

  /** Ends the recording; says how many pictures were written. */
  private String finish() throws Exception {
    recorder.stop();
    return String.valueOf(recorder.await().tracks().get(0).samples());
  }

  private String open(Path recording) throws IOException {
    open = services.get(Playback.class).open(recording);
    return contents(open);
  }

  private String close() throws IOException {
    open.close();
    return "";
  }

  private String contents(Path recording) throws IOException {
    try (PlaybackSession session = services.get(Playback.class).open(recording)) {
      return contents(session);
    }
  }

  /** Format and version, whether it is whole, and its samples' number and hash. */
  private static String contents(PlaybackSession session) throws IOException {
    List<String> samples = Contents.samples(session).stream().map(Sample::text).toList();
    return "%s %d %s %d %s"
        .formatted(
            session.format(),
            session.formatVersion(),
            session.info().complete() ? "whole" : "unfinished",
            samples.size(),
            Contents.hash(StandardCharsets.UTF_8.encode(String.join("\n", samples))));
  }

  /** Runs a command line of the shell; says what it printed. */
  private String shell(String line) throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        CommandSession session =
            services
                .get(CommandProcessor.class)
                .createSession(InputStream.nullInputStream(), out, out)) {
      session.put("SCOPE", "kinora:*");
      session.execute(line);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }
}
