package org.kinora.engine.scene;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.kinora.scene.Background;
import org.kinora.scene.Camera;
import org.kinora.scene.Caption;
import org.kinora.scene.Mask;
import org.kinora.scene.OutputSize;
import org.kinora.scene.OutputSize.Ratio;
import org.kinora.scene.Pointer;
import org.kinora.scene.Scene;
import org.kinora.scene.Timeline;
import org.kinora.scene.VideoLayout;
import org.kinora.scene.VideoLayout.Crop;
import org.kinora.scene.VideoLayout.Shadow;
import org.kinora.scene.Zoom;

/** Writes a scene with every field, always in the order of {@code docs/formats/scene.md}. */
final class SceneWriter {
  private final JsonGenerator json;

  private SceneWriter(JsonGenerator json) {
    this.json = json;
  }

  /** Writes the fields of an object. */
  private interface Body<T> {
    void write(T value) throws IOException;
  }

  static String write(Scene scene) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.useDefaultPrettyPrinter();
      new SceneWriter(json).scene(scene);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return text.append('\n').toString();
  }

  private void scene(Scene scene) throws IOException {
    json.writeStartObject();
    json.writeNumberField("version", SceneReader.VERSION);
    output(scene.output());
    background(scene.background());
    layout(scene.video());
    json.writeObjectFieldStart("videoZoom");
    json.writeBooleanField("enabled", !scene.zooms().isEmpty());
    list("intervals", scene.zooms(), this::zoom);
    json.writeEndObject();
    optional("cursor", scene.pointer(), this::pointer);
    optional("camera", scene.camera(), this::camera);
    list("captions", scene.captions(), this::caption);
    list("masks", scene.masks(), this::mask);
    optional("trim", Optional.<Timeline.Part>empty(), this::part);
    list("segments", scene.timeline().parts(), this::part);
    json.writeEndObject();
  }

  /** A size that has a name goes by it. */
  private void output(OutputSize output) throws IOException {
    Optional<Ratio> named =
        Stream.of(Ratio.values()).filter(ratio -> ratio.size().equals(output)).findFirst();
    if (named.isPresent() || output.isSource()) {
      json.writeStringField("outputRatio", named.map(Ratio::text).orElse("source"));
      return;
    }
    json.writeStringField("outputRatio", "custom");
    json.writeNumberField("customWidth", output.width().getAsInt());
    json.writeNumberField("customHeight", output.height().getAsInt());
  }

  private void background(Background background) throws IOException {
    if (background instanceof Background.Solid solid) {
      json.writeStringField("type", "solid-color");
      color("color", solid.argb());
    } else if (background instanceof Background.Image image) {
      json.writeStringField("type", "image");
      image(image);
    } else {
      json.writeStringField("type", "gradient");
      json.writeObjectFieldStart("gradient");
      gradient(background);
      json.writeEndObject();
    }
  }

  private void gradient(Background background) throws IOException {
    if (background instanceof Background.LinearGradient linear) {
      json.writeStringField("type", "linear");
      number("angle", linear.angleDegrees());
      stops(linear.stops());
    } else if (background instanceof Background.RadialGradient radial) {
      json.writeStringField("type", "radial");
      number("centerX", radial.centerX());
      number("centerY", radial.centerY());
      number("radius", radial.radius());
      stops(radial.stops());
    } else if (background instanceof Background.ConicGradient conic) {
      json.writeStringField("type", "conic");
      number("centerX", conic.centerX());
      number("centerY", conic.centerY());
      number("angle", conic.angleDegrees());
      stops(conic.stops());
    }
  }

  private void stops(List<Background.Stop> stops) throws IOException {
    list(
        "stops",
        stops,
        stop -> {
          color("color", stop.argb());
          number("position", stop.position());
        });
  }

  private void image(Background.Image image) throws IOException {
    json.writeObjectFieldStart("image");
    json.writeStringField("path", image.path());
    word("fit", image.fit());
    word("position", image.anchor());
    number("opacity", image.opacity());
    number("blur", image.blur());
    number("scale", image.scale());
    number("offsetX", image.offsetX());
    number("offsetY", image.offsetY());
    json.writeEndObject();
  }

  private void layout(VideoLayout video) throws IOException {
    json.writeNumberField("padding", video.padding());
    json.writeNumberField("inset", video.inset());
    word("videoPosition", video.position());
    number("borderRadius", video.cornerRadius());
    optional("shadow", video.shadow(), this::shadow);
    optional("videoCrop", video.crop(), this::crop);
  }

  private void shadow(Shadow shadow) throws IOException {
    number("offsetX", shadow.offsetX());
    number("offsetY", shadow.offsetY());
    number("blur", shadow.blur());
    color("color", shadow.argb());
  }

  private void crop(Crop crop) throws IOException {
    boolean parts = crop.unit() == Crop.Unit.PARTS;
    String suffix = parts ? "Percent" : "";
    json.writeStringField("mode", parts ? "percentage" : "pixels");
    number("x" + suffix, crop.x());
    number("y" + suffix, crop.y());
    number("width" + suffix, crop.width());
    number("height" + suffix, crop.height());
  }

  private void zoom(Zoom zoom) throws IOException {
    time("startMs", zoom.startUs());
    time("endMs", zoom.endUs());
    number("scale", zoom.scale());
    number("focusX", zoom.focusX());
    number("focusY", zoom.focusY());
    word("focusSpace", zoom.space());
    word("mode", zoom.mode());
    word("easing", zoom.easing());
    time("transitionDurationMs", zoom.rampUs());
    json.writeBooleanField("syncBackground", zoom.zoomsBackground());
  }

  private void pointer(Pointer pointer) throws IOException {
    word("shape", pointer.shape());
    number("size", pointer.size());
    number("highlight", pointer.highlight());
    color("highlightColor", pointer.highlightArgb());
    time("idleMs", pointer.idleUs());
  }

  private void camera(Camera camera) throws IOException {
    word("position", camera.anchor());
    json.writeNumberField("margin", camera.margin());
    number("size", camera.size());
    word("shape", camera.shape());
    number("borderRadius", camera.cornerRadius());
    json.writeBooleanField("mirror", camera.mirrored());
  }

  private void caption(Caption caption) throws IOException {
    interval(caption.startUs(), caption.endUs());
    json.writeStringField("text", caption.text());
    word("position", caption.anchor());
    json.writeNumberField("margin", caption.margin());
    number("size", caption.size());
    color("color", caption.argb());
    color("boxColor", caption.boxArgb());
  }

  private void mask(Mask mask) throws IOException {
    interval(mask.startUs(), mask.endUs());
    word("type", mask.kind());
    number("x", mask.x());
    number("y", mask.y());
    number("width", mask.width());
    number("height", mask.height());
    number("strength", mask.strength());
  }

  private void part(Timeline.Part part) throws IOException {
    interval(part.startUs(), part.endUs().orElse(OverlayReader.NO_END_US));
    number("speed", part.speed());
  }

  private void interval(long startUs, long endUs) throws IOException {
    time("startMs", startUs);
    if (endUs != OverlayReader.NO_END_US) {
      time("endMs", endUs);
    }
  }

  private <T> void list(String name, List<T> values, Body<T> body) throws IOException {
    json.writeArrayFieldStart(name);
    for (T value : values) {
      json.writeStartObject();
      body.write(value);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private <T> void optional(String name, Optional<T> value, Body<T> body) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeBooleanField("enabled", value.isPresent());
    if (value.isPresent()) {
      body.write(value.get());
    }
    json.writeEndObject();
  }

  private void word(String name, Enum<?> choice) throws IOException {
    json.writeStringField(name, Words.of(choice));
  }

  private void color(String name, int argb) throws IOException {
    json.writeStringField(name, Colors.format(argb));
  }

  private void time(String name, long us) throws IOException {
    exact(name, BigDecimal.valueOf(us, 3));
  }

  private void number(String name, double value) throws IOException {
    exact(name, BigDecimal.valueOf(value));
  }

  /** Without zeros that say nothing. */
  private void exact(String name, BigDecimal value) throws IOException {
    json.writeFieldName(name);
    json.writeNumber(value.stripTrailingZeros().toPlainString());
  }
}
