package org.kinora.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.kinora.tck.support.Ffmpeg;

/**
 * FFmpeg's best filter graph for {@link Composing#plain}, without its shadow: background and
 * corners are made before and held, what moves is scaled and laid over.
 *
 * @param back the background's file
 * @param mask the corners' file
 * @param width of the recording in the output of 1920 × 1080
 * @param height of the same
 */
record HeldLayers(Path back, Path mask, int width, int height) {
  private static final int RADIUS = 24;

  /** Makes the layers for a recording that is shown at a size. */
  static HeldLayers make(Path work, int width, int height) {
    Path back = work.resolve("back.png");
    Path mask = work.resolve("mask-%dx%d.png".formatted(width, height));
    one("gradients=s=1920x1080:c0=0x667eea:c1=0x764ba2:x0=0:y0=0:x1=1919:y1=1079", back);
    one(
        "color=s=%dx%d:c=black,format=gray,geq='lum=if(lte(hypot(%s\\,%s)\\,%d)\\,255\\,0)'"
            .formatted(width, height, beyond("X", width), beyond("Y", height), RADIUS),
        mask);
    return new HeldLayers(back, mask, width, height);
  }

  private static void one(String source, Path file) {
    Ffmpeg.run("-f", "lavfi", "-i", source, "-frames:v", "1", file.toString());
  }

  /** How far a place is from what no corner rounds off, in one direction. */
  private static String beyond(String place, int length) {
    return "max(%1$d-%2$s\\,max(%2$s-%3$d\\,0))".formatted(RADIUS, place, length - RADIUS - 1);
  }

  /** FFmpeg's arguments from the inputs to the end of the graph. */
  List<String> arguments(Path source, String scaling) {
    List<String> arguments = new ArrayList<>(List.of("-i", source.toString()));
    for (Path layer : List.of(back, mask)) {
      arguments.addAll(List.of("-framerate", "30", "-i", layer.toString()));
    }
    String graph =
        "[1]format=yuv420p,loop=-1:1[back];[2]format=gray,loop=-1:1[mask];"
            + "[0]scale=%1$d:%2$d:flags=%3$s,format=yuv420p[screen];"
            + "[screen][mask]alphamerge=shortest=1[cut];"
            + "[back][cut]overlay=%4$d:%5$d:shortest=1,format=yuv420p";
    arguments.addAll(
        List.of(
            "-filter_complex",
            graph.formatted(width, height, scaling, (1920 - width) / 2, (1080 - height) / 2)));
    return arguments;
  }
}
