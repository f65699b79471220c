package org.kinora.tck.framework;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kinora.tck.support.Ffmpeg;

/** A file of each container, mode and codec, all written by one run of the distribution. */
final class JudgedFiles {
  /** How long each of them is, and its pictures a second. */
  static final int SECONDS = 2;

  static final int RATE = 25;

  private static final String PICTURES =
      "testsrc2=size=320x180:rate=" + RATE + ":duration=" + SECONDS;
  private static final String SOUND = "sine=frequency=440:sample_rate=48000:duration=" + SECONDS;
  private static final List<String> MODES = List.of("plain", "faststart", "fragmented", "hybrid");

  private final Path dir;
  private final List<String> commands = new ArrayList<>();
  private final Map<String, Path> files = new LinkedHashMap<>();

  private JudgedFiles(Path dir) {
    this.dir = dir;
  }

  /** Writes them into a directory; by name, in the order in which they were made. */
  static Map<String, Path> write(Path dir) throws Exception {
    JudgedFiles all = new JudgedFiles(dir);
    all.addPictures();
    all.addSound();
    KinoraProcess kinora = KinoraProcess.in(dir);
    kinora.run("exec", String.join(";", all.commands)).expect(0);
    all.recover(kinora, "h264-fragmented.mp4");
    all.recover(kinora, "h264.mkv");
    all.recover(kinora, "vp9.webm");
    return all.files;
  }

  private void addPictures() {
    Path h264 = source("h264.mkv", "libx264", "-bf", "2", "-preset", "veryfast");
    for (String mode : MODES) {
      copy(h264, "h264-" + mode + ".mp4", "--set mode=" + mode);
    }
    copy(h264, "h264.mkv", "");
    Path vp8 = source("vp8.webm", "libvpx", "-deadline", "realtime", "-cpu-used", "8");
    copy(vp8, "vp8.webm", "");
    Path vp9 = source("vp9.webm", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8");
    copy(vp9, "vp9.webm", "");
    copy(vp9, "vp9.mp4", "");
    Path av1 = source("av1.mkv", "libsvtav1", "-preset", "10");
    copy(av1, "av1.webm", "");
    copy(av1, "av1.mp4", "");
  }

  private void addSound() {
    Path opus = dir.resolve("source-opus.ogg");
    Ffmpeg.run("-f", "lavfi", "-i", SOUND, "-c:a", "libopus", opus.toString());
    copy(opus, "opus.m4a", "--set start=2026-03-01T23:59:59.5+01:00");
    copy(opus, "opus.webm", "");
    copy(opus, "opus.mka", "");
    Path aac = dir.resolve("source-aac.m4a");
    Ffmpeg.run("-f", "lavfi", "-i", SOUND, "-c:a", "aac", aac.toString());
    copy(aac, "aac.m4a", "");
    Path pcm = dir.resolve("source-pcm.wav");
    Ffmpeg.run("-f", "lavfi", "-i", SOUND, "-c:a", "pcm_s24le", pcm.toString());
    copy(pcm, "pcm.wav", "--set start=2026-03-01T10:00:00.25+01:00");
  }

  /** Pictures of a codec with Opus; a key frame each second. */
  private Path source(String name, String encoder, String... options) {
    Path file = dir.resolve("source-" + name);
    List<String> arguments =
        new ArrayList<>(List.of("-f", "lavfi", "-i", PICTURES, "-f", "lavfi", "-i", SOUND));
    arguments.addAll(List.of("-g", String.valueOf(RATE), "-pix_fmt", "yuv420p"));
    arguments.addAll(List.of("-c:a", "libopus", "-c:v", encoder));
    arguments.addAll(List.of(options));
    arguments.add(file.toString());
    Ffmpeg.run(arguments.toArray(String[]::new));
    return file;
  }

  private void copy(Path source, String name, String options) {
    Path target = dir.resolve(name);
    commands.add("copy '%s' -o '%s' %s".formatted(source, target, options));
    files.put(name, target);
  }

  /** Adds what is recovered of a file that is cut off. */
  private void recover(KinoraProcess kinora, String name) throws IOException, InterruptedException {
    Path cut = Files.copy(dir.resolve(name), dir.resolve("cut-" + name));
    try (FileChannel channel = FileChannel.open(cut, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() * 3 / 4);
    }
    Path target = dir.resolve("recovered-" + name);
    kinora.run("recover", cut.toString(), "-o", target.toString()).expect(0);
    files.put("recovered-" + name, target);
  }
}
