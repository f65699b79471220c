package org.kinora.export;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.kinora.media.FrameRate;
import org.kinora.scene.Scene;

/** What a job shall do. */
public sealed interface ExportRequest
    permits ExportRequest.Copy,
        ExportRequest.Render,
        ExportRequest.Compose,
        ExportRequest.Images,
        ExportRequest.Thumbnails,
        ExportRequest.Waveform,
        ExportRequest.Import,
        ExportRequest.Capture,
        ExportRequest.Dataset,
        ExportRequest.Recover {
  /** Whether a target that is there already is replaced. */
  boolean overwrite();

  /**
   * A part of a recording.
   *
   * @param fromUs where it begins; absent for the beginning
   * @param toUs where it ends, that moment not included; absent for the end
   * @param cut where the first picture may lie
   */
  record Range(OptionalLong fromUs, OptionalLong toUs, Cut cut) {
    /** All of it. */
    public static final Range ALL =
        new Range(OptionalLong.empty(), OptionalLong.empty(), Cut.KEY_FRAME);

    /** Where the first picture may lie. */
    public enum Cut {
      /** At the last key frame that is not behind the beginning: the file begins there. */
      KEY_FRAME,
      /**
       * At the beginning, to the picture and to the packet of sound: what must be decoded before it
       * is in the file, and an edit list hides it. Only for containers that have edit lists.
       */
      EXACT
    }

    /** Checks the order. */
    public Range {
      Objects.requireNonNull(cut);
      if (fromUs.isPresent() && toUs.isPresent() && fromUs.getAsLong() >= toUs.getAsLong()) {
        throw new IllegalArgumentException("from " + fromUs + " to " + toUs);
      }
    }

    /** Whether it is all of the recording. */
    public boolean isAll() {
      return fromUs.isEmpty() && toUs.isEmpty();
    }
  }

  /**
   * Copies tracks into a container file without touching a pixel.
   *
   * @param source where the recording lies
   * @param target the file; absent for {@code exports/out.<extension>} in the recording
   * @param container the muxer's container
   * @param tracks the ids of those that are copied; empty for all
   * @param range the part that is copied
   * @param options for the muxer
   */
  record Copy(
      Path source,
      Optional<Path> target,
      String container,
      List<Integer> tracks,
      Range range,
      Map<String, String> options,
      boolean overwrite)
      implements ExportRequest {
    /** Copies the collections. */
    public Copy {
      Objects.requireNonNull(source);
      Objects.requireNonNull(target);
      Objects.requireNonNull(container);
      tracks = List.copyOf(tracks);
      Objects.requireNonNull(range);
      options = Map.copyOf(options);
    }
  }

  /**
   * Renders the sound of a session: every track lies where its times say, what was not recorded is
   * silent, and all files begin at the same moment. A container that holds a track's codec gets its
   * packets as they are; any other gets PCM.
   *
   * @param source where the session lies
   * @param target the directory of one file a track, each named after its track, or the file of
   *     all; absent for {@code exports/} in the recording
   * @param container the muxer's container
   * @param tracks the ids of those that are rendered; empty for all that hold sound
   * @param layout what becomes of several tracks
   * @param codec the PCM that all tracks become, such as {@code pcm_s24le}; absent for packets as
   *     they are, and for PCM that the container prefers
   * @param options for the muxer
   * @param overwrite whether files that are there already are replaced
   */
  record Render(
      Path source,
      Optional<Path> target,
      String container,
      List<Integer> tracks,
      Layout layout,
      Optional<String> codec,
      Map<String, String> options,
      boolean overwrite)
      implements ExportRequest {
    /** What becomes of several tracks. */
    public enum Layout {
      /** One file each, of the same length. */
      FILE_EACH,
      /** All in one file, as tracks or, where it has but one, as its channels. */
      ONE_FILE
    }

    /** Copies the collections. */
    public Render {
      Objects.requireNonNull(source);
      Objects.requireNonNull(target);
      Objects.requireNonNull(container);
      tracks = List.copyOf(tracks);
      Objects.requireNonNull(layout);
      Objects.requireNonNull(codec);
      options = Map.copyOf(options);
    }
  }

  /**
   * Makes a whole file of one that was cut off; what is left of it is not changed.
   *
   * @param source the file that was cut off
   * @param target the file; absent for {@code <name>.recovered.<extension>} beside the source
   */
  record Recover(Path source, Optional<Path> target, boolean overwrite) implements ExportRequest {
    /** Checks for null. */
    public Recover {
      Objects.requireNonNull(source);
      Objects.requireNonNull(target);
    }
  }

  /**
   * Decodes, composes and encodes the video; audio is copied where the container holds it and the
   * timeline lets it, else encoded. Pictures are shown at their own times unless the settings ask
   * for a constant rate; where speed brings them nearer than a sixtieth of a second, those in
   * between are left out. GIFs have ten pictures a second unless the settings ask for another rate.
   *
   * @param source where the recording lies
   * @param target the file; absent for {@code exports/out.<extension>} in the recording
   * @param container the muxer's container
   * @param scene how it looks and what is kept
   * @param video how pictures are encoded
   * @param sound what becomes of the audio tracks
   * @param reuse whether groups of pictures that the scene does not touch are copied instead of
   *     encoded, where source, container and codec allow it
   * @param options for the muxer
   */
  record Compose(
      Path source,
      Optional<Path> target,
      String container,
      Scene scene,
      VideoSettings video,
      Sound sound,
      Reuse reuse,
      Map<String, String> options,
      boolean overwrite)
      implements ExportRequest {
    /** What becomes of the audio tracks. */
    public enum Sound {
      /** They are carried along. */
      KEEP,
      /** They are left out. */
      NONE
    }

    /** What becomes of groups of pictures that the scene does not touch. */
    public enum Reuse {
      /** They are copied where that is possible. */
      COPY,
      /** All pictures are encoded. */
      NEVER
    }

    /** Copies the options. */
    public Compose {
      Objects.requireNonNull(source);
      Objects.requireNonNull(target);
      Objects.requireNonNull(container);
      Objects.requireNonNull(scene);
      Objects.requireNonNull(video);
      Objects.requireNonNull(sound);
      Objects.requireNonNull(reuse);
      options = Map.copyOf(options);
    }
  }

  /**
   * Writes composed pictures as image files of a directory, {@code 000001.png} and so on, with
   * {@code times.csv} of their numbers and times.
   *
   * @param source where the recording lies
   * @param target the directory; absent for {@code exports/images} in the recording
   * @param codec an image codec that an encoder is there for, such as {@code png} or {@code mjpeg}
   * @param scene how it looks and what is kept
   * @param frameRate a constant rate; absent for each picture once
   */
  record Images(
      Path source,
      Optional<Path> target,
      String codec,
      Scene scene,
      Optional<FrameRate> frameRate,
      boolean overwrite)
      implements ExportRequest {
    /** Checks for null. */
    public Images {
      Objects.requireNonNull(source);
      Objects.requireNonNull(target);
      Objects.requireNonNull(codec);
      Objects.requireNonNull(scene);
      Objects.requireNonNull(frameRate);
    }
  }

  /**
   * Fills {@code thumbs/} of a recording with small pictures of its key frames; those that are
   * there already are left.
   *
   * @param source where the recording lies
   * @param track the video track; absent for the first
   * @param width in pixels, 16 to 4,096; the height follows
   * @param everyUs a picture for each interval of this length: of the last key frame at or before
   *     its beginning; absent for all key frames
   * @param overwrite whether those that are there already are made again
   */
  record Thumbnails(
      Path source, OptionalInt track, int width, OptionalLong everyUs, boolean overwrite)
      implements ExportRequest {
    /** Checks the sizes. */
    public Thumbnails {
      Objects.requireNonNull(source);
      Objects.requireNonNull(track);
      if (width < 16 || width > 4096) {
        throw new IllegalArgumentException("thumbnails " + width + " wide; 16 to 4096");
      }
      if (everyUs.isPresent() && everyUs.getAsLong() < 1000) {
        throw new IllegalArgumentException("thumbnails every " + everyUs.getAsLong() + " us");
      }
    }
  }

  /**
   * Measures the sound of a track: the lowest and the highest number of each interval, into {@code
   * thumbs/} of the recording. One that is there already is left.
   *
   * @param source where the recording lies
   * @param track the audio track; absent for all
   * @param perSecond intervals a second, 1 to 1,000
   * @param overwrite whether one that is there already is made again
   */
  record Waveform(Path source, OptionalInt track, int perSecond, boolean overwrite)
      implements ExportRequest {
    /** Checks the rate. */
    public Waveform {
      Objects.requireNonNull(source);
      Objects.requireNonNull(track);
      if (perSecond < 1 || perSecond > 1000) {
        throw new IllegalArgumentException(perSecond + " intervals a second; 1 to 1000");
      }
    }
  }

  /**
   * Copies every track into a new recording directory and compares what was written with the
   * source, sample by sample, before it gets its name.
   *
   * @param source the recording or media file that is read; it is not changed
   * @param target the directory; its name becomes the recording's id
   * @param format the storage format that is written
   * @param options for the format
   * @param damaged what is done with samples that cannot be read
   */
  record Import(
      Path source,
      Path target,
      String format,
      Map<String, String> options,
      Damaged damaged,
      boolean overwrite)
      implements ExportRequest {
    /** What is done with samples that cannot be read. */
    public enum Damaged {
      /** The job fails. */
      REFUSE,
      /** They are left out, and the result's warnings name them. */
      LEAVE_OUT
    }

    /** Copies the options. */
    public Import {
      Objects.requireNonNull(source);
      Objects.requireNonNull(target);
      Objects.requireNonNull(format);
      options = Map.copyOf(options);
      Objects.requireNonNull(damaged);
    }
  }

  /**
   * Writes what a live source sends into a new recording or container file, under its final name
   * from the start, so that it can be watched while it grows. Encoded tracks are copied; raw
   * pictures and sound are encoded.
   *
   * <p>A live source that stalls or ends is opened again and again; the time that is missing stays
   * as a gap, is noted in the result's warnings, and in a track of codec {@code markers} where the
   * format holds one. The job ends by {@link ExportJob#stop}, after {@code length}, at the end of
   * what is not live, or when the source comes back with other tracks.
   *
   * <p>Nothing that was recorded is removed: a job that fails or is cancelled leaves the recording
   * as after a crash, and {@code overwrite} replaces only a recording that was finished.
   *
   * @param source what is recorded: a file, a URL, or a device such as {@code x11grab::0}
   * @param sourceOptions for the source
   * @param target the directory, whose name becomes the recording's id, or the file
   * @param format the storage format that is written, or a container that can be written live
   * @param options for the format
   * @param videoCodec what raw pictures are encoded to; absent for the best that is there
   * @param length after which the recording ends by itself
   */
  record Capture(
      String source,
      Map<String, String> sourceOptions,
      Path target,
      String format,
      Map<String, String> options,
      Optional<String> videoCodec,
      Optional<Duration> length,
      boolean overwrite)
      implements ExportRequest {
    /** Copies the options. */
    public Capture {
      Objects.requireNonNull(source);
      sourceOptions = Map.copyOf(sourceOptions);
      Objects.requireNonNull(target);
      Objects.requireNonNull(format);
      options = Map.copyOf(options);
      Objects.requireNonNull(videoCodec);
      Objects.requireNonNull(length);
    }
  }

  /**
   * Makes a data set of recordings. Recordings that are in place already are not written again: the
   * same request goes on where one that was interrupted ended.
   *
   * @param sources the recordings, in the order in which the data set shall have them
   * @param target the directory: new, empty, or one of an earlier request that is the same
   * @param format the data set's format
   * @param options for the format
   * @param workers how many recordings are written at a time, 1 to 64
   * @param overwrite whether a data set of another request is removed first; a directory that holds
   *     anything else is refused
   */
  record Dataset(
      List<Path> sources,
      Path target,
      String format,
      Map<String, String> options,
      int workers,
      boolean overwrite)
      implements ExportRequest {
    /** Copies the collections. */
    public Dataset {
      sources = List.copyOf(sources);
      Objects.requireNonNull(target);
      Objects.requireNonNull(format);
      options = Map.copyOf(options);
      if (workers < 1 || workers > 64) {
        throw new IllegalArgumentException(workers + " workers; 1 to 64");
      }
    }
  }
}
