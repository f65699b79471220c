package org.kinora.engine.scene;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.kinora.scene.Anchor;
import org.kinora.scene.Background;
import org.kinora.scene.Camera;
import org.kinora.scene.Caption;
import org.kinora.scene.Mask;
import org.kinora.scene.OutputSize;
import org.kinora.scene.Pointer;
import org.kinora.scene.Scene;
import org.kinora.scene.Timeline;
import org.kinora.scene.VideoLayout;
import org.kinora.scene.Zoom;

/** Scenes of any kind, made through the API's records alone. */
final class RandomScenes {
  private final Random random;

  RandomScenes(Random random) {
    this.random = random;
  }

  Scene next() {
    return new Scene(
        output(),
        background(),
        new VideoLayout(
            whole(0, 300),
            whole(0, 300),
            pick(Anchor.CENTER, Anchor.TOP, Anchor.BOTTOM),
            real(0, 8192),
            maybe(
                () ->
                    new VideoLayout.Shadow(
                        real(-200, 200), real(-200, 200), real(0, 400), random.nextInt())),
            maybe(this::crop)),
        zooms(),
        maybe(
            () ->
                new Pointer(
                    pick(Pointer.Shape.values()),
                    real(4, 400),
                    real(0, 400),
                    random.nextInt(),
                    time(3_600_000_000L))),
        maybe(
            () ->
                new Camera(
                    pick(Anchor.values()),
                    whole(0, 8192),
                    real(0.01, 1),
                    pick(Camera.Shape.values()),
                    real(0, 8192),
                    random.nextBoolean())),
        several(this::caption),
        several(this::mask),
        new Timeline(several(this::part)));
  }

  private OutputSize output() {
    return pick(
        OutputSize.SOURCE,
        OutputSize.Ratio.TALL.size(),
        OutputSize.of(2 * whole(8, 8192), 2 * whole(8, 8192)));
  }

  private Background background() {
    return switch (random.nextInt(5)) {
      case 0 -> new Background.Solid(random.nextInt());
      case 1 -> new Background.LinearGradient(real(-1000, 1000), stops());
      case 2 -> new Background.RadialGradient(real(0, 1), real(0, 1), real(0.001, 4), stops());
      case 3 -> new Background.ConicGradient(real(0, 1), real(0, 1), real(-360, 360), stops());
      default ->
          new Background.Image(
              text(),
              pick(Background.Image.Fit.values()),
              pick(Anchor.values()),
              real(0, 1),
              real(0, 200),
              real(0.1, 3),
              real(-1, 1),
              real(-1, 1));
    };
  }

  private List<Background.Stop> stops() {
    return Stream.generate(() -> real(0, 1))
        .limit(whole(2, 5))
        .sorted()
        .map(position -> new Background.Stop(position, random.nextInt()))
        .toList();
  }

  private VideoLayout.Crop crop() {
    return random.nextBoolean()
        ? new VideoLayout.Crop(
            VideoLayout.Crop.Unit.PIXELS,
            real(0, 4000),
            real(0, 4000),
            real(1, 4000),
            real(1, 4000))
        : new VideoLayout.Crop(
            VideoLayout.Crop.Unit.PARTS, real(0, 1), real(0, 1), real(0.0001, 1), real(0.0001, 1));
  }

  private List<Zoom> zooms() {
    List<Zoom> zooms = new ArrayList<>();
    long us = 0;
    for (int left = random.nextInt(4); left > 0; left--) {
      long rampUs = time(10_000_000);
      long startUs = us + rampUs + time(5_000_000);
      long endUs = startUs + 1 + time(60_000_000);
      us = endUs + rampUs;
      zooms.add(
          new Zoom(
              startUs,
              endUs,
              real(1, 16),
              real(0, 1),
              real(0, 1),
              pick(Zoom.Space.values()),
              pick(Zoom.Mode.values()),
              pick(Zoom.Easing.values()),
              rampUs,
              random.nextBoolean()));
    }
    return zooms;
  }

  private Caption caption() {
    long startUs = time(1_000_000_000_000L);
    return new Caption(
        startUs,
        end(startUs),
        text(),
        pick(Anchor.values()),
        whole(0, 8192),
        real(4, 1000),
        random.nextInt(),
        random.nextInt());
  }

  private Mask mask() {
    long startUs = time(10_000_000);
    return new Mask(
        startUs,
        end(startUs),
        pick(Mask.Kind.values()),
        real(0, 1),
        real(0, 1),
        real(0.0001, 1),
        real(0.0001, 1),
        real(1, 200));
  }

  private long end(long startUs) {
    return random.nextInt(4) == 0 ? Long.MAX_VALUE : startUs + 1 + time(1_000_000);
  }

  private Timeline.Part part() {
    long startUs = time(1_000_000_000_000L);
    OptionalLong end =
        random.nextInt(4) == 0
            ? OptionalLong.empty()
            : OptionalLong.of(startUs + 1000 + time(60_000_000));
    return new Timeline.Part(startUs, end, real(0.1, 16));
  }

  private String text() {
    return pick("wall.png", "Grüße, \"Welt\" \\ \u0001\n2", "日本語 😀", "a/b c.jpg");
  }

  private <T> Optional<T> maybe(Supplier<T> maker) {
    return random.nextBoolean() ? Optional.of(maker.get()) : Optional.empty();
  }

  private <T> List<T> several(Supplier<T> maker) {
    return Stream.generate(maker).limit(random.nextInt(4)).toList();
  }

  @SafeVarargs
  private <T> T pick(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private int whole(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  /** Often one of the ends: 0 is a value. */
  private double real(double least, double most) {
    return switch (random.nextInt(6)) {
      case 0 -> least;
      case 1 -> most;
      default -> least + random.nextDouble() * (most - least);
    };
  }

  private long time(long mostUs) {
    return (long) (random.nextDouble() * mostUs);
  }
}
