package org.kinora.engine.play;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.kinora.media.MediaException;
import org.kinora.media.SampleRange;
import org.kinora.media.VideoFrame;
import org.kinora.playback.PlayerListener;
import org.kinora.tck.support.RawPictures;

/** Notes what a player tells, in order. */
public final class Spectator implements PlayerListener {
  private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();

  /** What the listener does with each event, on the player's thread. */
  volatile Consumer<Event> onEvent = event -> {};

  /**
   * One call.
   *
   * @param what its name, of a frame its precision
   * @param timeUs of a frame
   * @param digest of a frame's pixels
   */
  record Event(String what, long timeUs, String digest, List<Object> more) {}

  private void note(String what, long timeUs, String digest, Object... more) {
    Event event = new Event(what, timeUs, digest, List.of(more));
    events.add(event);
    onEvent.accept(event);
  }

  @Override
  public void ready(int pictures, long durationUs, int width, int height) {
    note("ready", durationUs, "", pictures, width, height);
  }

  @Override
  public void requestChunks(SampleRange range) {
    note("requestChunks", 0, "", range);
  }

  @Override
  public void frame(VideoFrame frame, Precision precision) {
    note(precision.name(), frame.timeUs(), digest(frame), frame.width(), frame.height());
  }

  @Override
  public void sizeChanged(int width, int height) {
    note("sizeChanged", 0, "", width, height);
  }

  @Override
  public void complete() {
    note("complete", 0, "");
  }

  @Override
  public void error(MediaException failure) {
    note("error", 0, "", failure);
  }

  /** The next event of a kind; those before it are left. */
  Event await(String what) throws InterruptedException {
    return await(event -> event.what().equals(what));
  }

  Event await(Predicate<Event> wanted) throws InterruptedException {
    List<Event> others = new ArrayList<>();
    while (true) {
      Event event = events.poll(60, TimeUnit.SECONDS);
      if (event == null) {
        throw new AssertionError("did not come; there was " + others);
      }
      if (wanted.test(event)) {
        return event;
      }
      others.add(event);
    }
  }

  /** All events that came and were not waited for. */
  List<Event> rest() {
    List<Event> rest = new ArrayList<>();
    events.drainTo(rest);
    return rest;
  }

  /** MD5 of a picture's pixels, as FFmpeg's muxer {@code framemd5} counts it. */
  public static String digest(VideoFrame frame) {
    try {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      for (int i = 0; i < frame.planes().size(); i++) {
        md5.update(RawPictures.plane(frame, i));
      }
      return HexFormat.of().formatHex(md5.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
