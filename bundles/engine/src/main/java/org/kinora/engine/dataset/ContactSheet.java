package org.kinora.engine.dataset;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kinora.engine.codec.PictureDecoder;
import org.kinora.engine.codec.StillImage;
import org.kinora.engine.file.Resources;
import org.kinora.engine.file.TargetFile;
import org.kinora.engine.picture.Composition;
import org.kinora.engine.picture.SceneScale;
import org.kinora.engine.plugin.Providers;
import org.kinora.engine.recording.OpenRecording;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.media.VideoFormat;
import org.kinora.media.VideoFrame;
import org.kinora.scene.Anchor;
import org.kinora.scene.Caption;
import org.kinora.scene.Scene;
import org.kinora.spi.compose.CompositorSettings.Quality;
import org.kinora.spi.dataset.DatasetPiece;
import org.kinora.spi.dataset.DatasetPiece.Mark;

/** Pictures of a piece side by side, each with its number and what was done at it. */
final class ContactSheet implements Closeable {
  /** Containers round times, by less than this. */
  private static final long ROUNDING_US = 500;

  private static final int SHEET_WIDTH = 3840;
  private static final int WIDEST = 480;
  private static final int MOST_TEXT = 200;
  private static final int WHITE = 0xFFFFFFFF;
  private static final int SHADE = 0xA0000000;

  private final Resources resources = new Resources();
  private final DatasetPiece piece;
  private final List<Integer> numbers;
  private final Track track;
  private final TrackIndex index;
  private final PictureDecoder decoder;
  private final Composition composition;
  private final double scale;
  private @Nullable Mosaic mosaic;

  private ContactSheet(Providers providers, DatasetPiece piece, Path video, int most)
      throws IOException {
    this.piece = piece;
    numbers = chosen(piece, most);
    try {
      OpenRecording recording = resources.add(OpenRecording.open(providers, video));
      track = OpenRecording.videoTrack(recording.reader().info(), OptionalInt.empty());
      index = recording.reader().index(track.id());
      decoder =
          resources.add(
              new PictureDecoder(
                  recording.reader()::read,
                  track.id(),
                  index,
                  providers.decoder(track.format(), 1)));
      VideoFormat source = (VideoFormat) track.format();
      int width = Math.min(WIDEST, SHEET_WIDTH / Mosaic.columns(numbers.size())) / 2 * 2;
      Scene small = SceneScale.toWidth(Scene.PLAIN, source.width(), source.height(), width);
      composition =
          resources.add(
              Composition.open(
                  providers, recording, track, labelled(small), Quality.FULL, problem -> {}));
      scale = (double) composition.output().width() / source.width();
    } catch (IOException | RuntimeException e) {
      resources.close();
      throw e;
    }
  }

  /**
   * Draws a piece into a PNG file.
   *
   * @param name of the piece, for messages
   * @param most how many pictures at most
   * @throws MediaException DATA_RANGE_ERROR if it has no pictures; TARGET_EXISTS
   */
  static void draw(
      Providers providers,
      DatasetPiece piece,
      String name,
      Path target,
      int most,
      boolean overwrite)
      throws IOException {
    if (piece.video().isEmpty() || piece.frames().isEmpty()) {
      throw new MediaException(MediaError.DATA_RANGE_ERROR, "piece " + name + " has no pictures");
    }
    try (TargetFile file = TargetFile.create(target, overwrite);
        ContactSheet sheet = new ContactSheet(providers, piece, piece.video().get(), most)) {
      StillImage.encode(
          providers,
          StillImage.PNG,
          sheet.drawn(),
          (info, data) -> {
            while (data.hasRemaining()) {
              file.channel().write(data);
            }
          });
      file.commit();
    }
  }

  /** Pictures at which something was done, spread; then others, spread. */
  private static List<Integer> chosen(DatasetPiece piece, int most) {
    int count = piece.frames().size();
    List<Integer> marked =
        piece.marks().stream()
            .map(Mark::frame)
            .filter(frame -> frame >= 0 && frame < count)
            .distinct()
            .sorted()
            .toList();
    NavigableSet<Integer> chosen = new TreeSet<>();
    for (long i = 0; i < Math.min(most, marked.size()); i++) {
      chosen.add(marked.get((int) (i * marked.size() / Math.min(most, marked.size()))));
    }
    int others = Math.min(most, count) - chosen.size();
    for (long i = 0; i < others; i++) {
      chosen.add((int) (i * count / others));
    }
    return List.copyOf(chosen);
  }

  private int sampleOf(int number) {
    return Math.max(0, index.floor(piece.frames().get(number) + ROUNDING_US));
  }

  /** A scene that says of each picture what it is, at its time. */
  private Scene labelled(Scene small) {
    List<Caption> captions = new ArrayList<>();
    double size = small.output().height().orElse(WIDEST) / 14.0;
    for (int number : numbers) {
      long timeUs = index.timeUs(sampleOf(number));
      captions.add(caption(timeUs, "#" + number, Anchor.TOP_LEFT, size));
      String done =
          marksAt(number).stream().map(Mark::text).distinct().collect(Collectors.joining("\n"));
      if (!done.isBlank()) {
        String text = done.length() > MOST_TEXT ? done.substring(0, MOST_TEXT) + "…" : done;
        captions.add(caption(timeUs, text, Anchor.BOTTOM_LEFT, size));
      }
    }
    return new Scene(
        small.output(),
        small.background(),
        small.video(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        captions,
        List.of(),
        small.timeline());
  }

  private static Caption caption(long timeUs, String text, Anchor anchor, double size) {
    return new Caption(timeUs, timeUs + 1, text, anchor, 4, Math.max(8, size), WHITE, SHADE);
  }

  private List<Mark> marksAt(int number) {
    return piece.marks().stream().filter(mark -> mark.frame() == number).toList();
  }

  /** All pictures as one. */
  private VideoFrame drawn() throws IOException {
    for (int i = 0; i < numbers.size(); i++) {
      int cell = i;
      int sample = sampleOf(numbers.get(i));
      long timeUs = index.timeUs(sample);
      decoder.decodeTo(
          sample,
          frame -> {
            if (frame.timeUs() == timeUs) {
              composition.compose(
                  timeUs, (VideoFrame) frame, small -> put(cell, (VideoFrame) small));
            }
          });
    }
    if (mosaic == null) {
      throw new MediaException(MediaError.DECODE_ERROR, "no picture came out");
    }
    return mosaic.whole();
  }

  private void put(int cell, VideoFrame small) {
    Mosaic sheet = mosaic == null ? new Mosaic(small, numbers.size()) : mosaic;
    mosaic = sheet;
    sheet.put(cell, small);
    for (Mark mark : marksAt(numbers.get(cell))) {
      mark.place().ifPresent(place -> sheet.cross(cell, place.x() * scale, place.y() * scale));
    }
  }

  @Override
  public void close() throws IOException {
    resources.close();
  }
}
