package org.kinora.tck.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import org.kinora.scene.Scene;
import org.kinora.scene.SceneProblem;
import org.kinora.scene.Scenes;

/** Scene documents: what is taken is written such that it is read as it was. */
record SceneTarget(Scenes scenes) implements Target {
  private static final String ALL =
      """
      {"version":1,"outputRatio":"custom","customWidth":640,"customHeight":360,"type":"gradient",
      "gradient":{"type":"conic","angle":-90.5,"centerX":0,"stops":[
      {"color":"rgba(1, 2, 3, .5)","position":1},{"color":"#fff","position":0}]},
      "padding":40,"videoPosition":"top","shadow":{"enabled":false},
      "videoCrop":{"mode":"percentage","widthPercent":0.5,"heightPercent":1},
      "videoZoom":{"scale":2,"intervals":[{"startMs":1000.5,"endMs":2000,"easing":"punch"}]},
      "cursor":{"shape":"ring","idleMs":2000},"camera":{"position":"top-left","mirror":true},
      "captions":[{"text":"a\\nb","endMs":900}],"masks":[{"x":0,"y":0,"width":1,"height":0.1}],
      "segments":[{"startMs":500,"speed":2}],"x-note":[null,1e9]}
      """;

  @Override
  public String name() {
    return "scene";
  }

  @Override
  public List<byte[]> seeds() {
    return List.of(
        ALL.getBytes(UTF_8),
        "{\"type\":\"image\",\"image\":{\"path\":\"a.png\",\"fit\":\"stretch\"}}".getBytes(UTF_8));
  }

  @Override
  public void accept(byte[] input) throws IOException {
    String document = new String(input, UTF_8);
    List<SceneProblem> problems = scenes.check(document);
    if (problems.isEmpty()) {
      Scene scene = scenes.parse(document, "input");
      String written = scenes.format(scene);
      if (!scenes.parse(written, "written").equals(scene)) {
        throw new IllegalStateException("read otherwise than written: " + written);
      }
    }
  }
}
