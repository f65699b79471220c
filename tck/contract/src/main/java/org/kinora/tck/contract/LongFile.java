package org.kinora.tck.contract;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kinora.media.SampleInfo;
import org.kinora.media.VideoFormat;
import org.kinora.spi.container.Muxer;
import org.kinora.spi.container.MuxerSettings;

/** A process that writes hours of samples, and then says how much memory it ever had. */
final class LongFile {
  private static final Pattern HIGH_WATER = Pattern.compile("VmHWM:\\s+(\\d+) kB");
  private static final long TURN_US = 500_000;

  private LongFile() {}

  /** Arguments: the class of the muxer's contract test, the file, seconds, live or not. */
  public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
    Constructor<?> constructor = Class.forName(arguments[0]).getDeclaredConstructor();
    constructor.setAccessible(true);
    MuxerUnderTest muxer = (MuxerUnderTest) constructor.newInstance();
    List<Clip> clips =
        HandMadeClips.all().stream()
            .filter(clip -> muxer.factory().supports(clip.track().format()))
            .limit(Math.min(2, muxer.behaviour().maxTracks()))
            .toList();
    boolean live = Boolean.parseBoolean(arguments[3]);
    MuxerSettings settings =
        live ? MuxerSession.live(clips, Map.of()) : MuxerSession.settings(clips, Map.of());
    try (SeekableByteChannel file = MuxerSession.newFile(Path.of(arguments[1]));
        Muxer session = muxer.factory().create(file, settings)) {
      write(session, clips, Long.parseLong(arguments[2]) * 1_000_000);
      session.finish();
    }
    Matcher highWater = HIGH_WATER.matcher(Files.readString(Path.of("/proc/self/status")));
    FileOutputStream out = new FileOutputStream(FileDescriptor.out);
    try (PrintStream said = new PrintStream(out, true, StandardCharsets.US_ASCII)) {
      said.println(highWater.find() ? highWater.group(1) : "0");
    }
  }

  /** Tracks take turns of half a second: 30 pictures a second, 50 packets. */
  private static void write(Muxer muxer, List<Clip> clips, long endUs) throws IOException {
    int[] numbers = new int[clips.size()];
    long[] counts = new long[clips.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = muxer.addTrack(clips.get(i).track());
    }
    for (long turnUs = TURN_US; turnUs <= endUs; turnUs += TURN_US) {
      for (int i = 0; i < numbers.length; i++) {
        boolean video = clips.get(i).track().format() instanceof VideoFormat;
        int perSecond = video ? 30 : 50;
        for (long n = counts[i]; n * 1_000_000 / perSecond < turnUs; n = ++counts[i]) {
          write(muxer, numbers[i], clips.get(i), n, perSecond);
        }
      }
    }
  }

  private static void write(Muxer muxer, int number, Clip clip, long n, int perSecond)
      throws IOException {
    List<Sample> samples = clip.samples();
    int gop = samples.size();
    ByteBuffer data = samples.get((int) (n % gop)).data().buffer();
    long timeUs = n * 1_000_000 / perSecond + samples.get(0).info().timeUs();
    long durationUs = (n + 1) * 1_000_000 / perSecond - n * 1_000_000 / perSecond;
    boolean keyframe = samples.get((int) (n % gop)).info().keyframe();
    muxer.write(number, SampleInfo.inOrder(timeUs, durationUs, data.remaining(), keyframe), data);
  }
}
