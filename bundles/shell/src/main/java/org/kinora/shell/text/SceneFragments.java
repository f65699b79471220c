package org.kinora.shell.text;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/**
 * What people write on a command line for a part of a scene, as the fields of a scene document. The
 * document's reader knows what values are allowed; here is only how they are told apart.
 */
public final class SceneFragments {
  /** Takes a part away. */
  public static final String NONE = "none";

  private static final Pattern SIZE = Pattern.compile("(\\d{1,6})x(\\d{1,6})");
  private static final Pattern GRADIENT = Pattern.compile("(linear|radial|conic)\\((.*)\\)");
  private static final Pattern BARE_HEX = Pattern.compile("[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8}");
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,12}(\\.\\d{1,12})?");
  private static final Pattern INTERVAL =
      Pattern.compile(
          "(?s)(?<start>[^@=]*?)\\.\\.(?<end>[^@=]*)(?:@(?<rest>[^=]*))?(?:=(?<text>.*))?");
  private static final String SIZE_FIELD = "size";
  private static final List<String> MODES = List.of("dolly", "anchor");

  private SceneFragments() {}

  /** {@code 1280x720}, {@code source}, or a shape such as {@code 16:9}. */
  public static Map<String, Object> size(String text) {
    Matcher pixels = SIZE.matcher(text);
    return pixels.matches()
        ? Map.of(
            "outputRatio",
            "custom",
            "customWidth",
            new BigDecimal(pixels.group(1)),
            "customHeight",
            new BigDecimal(pixels.group(2)))
        : Map.of("outputRatio", text);
  }

  /**
   * A colour, or {@code linear(135,#667eea,#764ba2)}, {@code radial(x,y,radius,…)}, {@code
   * conic(x,y,degrees,…)} with two or more colours, evenly spread.
   *
   * @throws MediaException ARGUMENT_INVALID
   */
  public static Map<String, Object> background(String text) throws MediaException {
    Matcher matcher = GRADIENT.matcher(text);
    return matcher.matches()
        ? Map.of("type", "gradient", "gradient", gradient(matcher.group(1), matcher.group(2)))
        : Map.of("type", "solid-color", "color", color(text));
  }

  private static Map<String, Object> gradient(String type, String arguments) throws MediaException {
    List<String> names =
        switch (type) {
          case "linear" -> List.of("angle");
          case "radial" -> List.of("centerX", "centerY", "radius");
          default -> List.of("centerX", "centerY", "angle");
        };
    List<String> parts = split(arguments);
    int colors = parts.size() - names.size();
    if (colors < 2) {
      throw invalid(
          "'%s(%s)' is not a gradient; write %s(%s,#667eea,#764ba2)"
              .formatted(type, arguments, type, String.join(",", names)));
    }
    Map<String, Object> gradient = new LinkedHashMap<>(Map.of("type", type));
    for (int i = 0; i < names.size(); i++) {
      gradient.put(names.get(i), number(parts.get(i)));
    }
    List<Object> stops = new ArrayList<>();
    for (int i = 0; i < colors; i++) {
      String color = color(parts.get(names.size() + i));
      stops.add(Map.of("color", color, "position", i / (colors - 1.0)));
    }
    gradient.put("stops", stops);
    return gradient;
  }

  /** {@code x,y,blur,colour} in pixels, or {@link #NONE}. */
  public static Map<String, Object> shadow(String text) throws MediaException {
    if (text.equals(NONE)) {
      return Map.of("shadow", Map.of("enabled", false));
    }
    List<String> parts = split(text);
    if (parts.size() < 3 || parts.size() > 4) {
      throw invalid("'" + text + "' is not a shadow; write 0,8,32,rgba(0,0,0,0.3) or none");
    }
    Map<String, Object> shadow = new LinkedHashMap<>();
    shadow.put("offsetX", number(parts.get(0)));
    shadow.put("offsetY", number(parts.get(1)));
    shadow.put("blur", number(parts.get(2)));
    if (parts.size() == 4) {
      shadow.put("color", color(parts.get(3)));
    }
    return Map.of("shadow", shadow);
  }

  /** {@code x,y,width,height} in pixels, or all in percent, or {@link #NONE}. */
  public static Map<String, Object> crop(String text) throws MediaException {
    if (text.equals(NONE)) {
      return Map.of("videoCrop", Map.of("enabled", false));
    }
    boolean percent = text.contains("%");
    String suffix = percent ? "Percent" : "";
    Map<String, Object> crop = new LinkedHashMap<>();
    crop.put("mode", percent ? "percentage" : "pixels");
    List<BigDecimal> rectangle = rectangle(text, percent);
    crop.put("x" + suffix, rectangle.get(0));
    crop.put("y" + suffix, rectangle.get(1));
    crop.put("width" + suffix, rectangle.get(2));
    crop.put("height" + suffix, rectangle.get(3));
    return Map.of("videoCrop", crop);
  }

  /** Four numbers; percents as parts of 1. */
  private static List<BigDecimal> rectangle(String text, boolean percent) throws MediaException {
    List<String> parts = split(text);
    if (parts.size() != 4) {
      throw invalid(
          "'" + text + "' is not a rectangle; write x,y,width,height, such as 10%,0,80%,100%");
    }
    List<BigDecimal> numbers = new ArrayList<>();
    for (String part : parts) {
      BigDecimal number = number(part.replace("%", ""));
      numbers.add(percent ? number.movePointLeft(2) : number);
    }
    return numbers;
  }

  /** {@code START..END@SCALE[:x,y][:mode][:easing]}. */
  public static Map<String, Object> zoom(String text) throws MediaException {
    Matcher matcher = INTERVAL.matcher(text);
    if (!matcher.matches() || matcher.group("rest") == null || matcher.group("text") != null) {
      throw invalid(
          "'" + text + "' is not a zoom; write START..END@SCALE, such as 5..8@2:0.3,0.5:anchor");
    }
    Map<String, Object> zoom = interval(matcher);
    String[] parts = matcher.group("rest").split(":", -1);
    zoom.put("scale", number(parts[0]));
    for (int i = 1; i < parts.length; i++) {
      List<String> focus = split(parts[i]);
      if (focus.size() == 2) {
        zoom.put("focusX", number(focus.get(0)));
        zoom.put("focusY", number(focus.get(1)));
      } else {
        zoom.put(MODES.contains(parts[i]) ? "mode" : "easing", parts[i]);
      }
    }
    return Map.of("videoZoom", Map.of("intervals", List.of(zoom)));
  }

  /** {@code START..END[@SPEED]}; without an end, to the recording's. */
  public static Map<String, Object> segment(String text) throws MediaException {
    Matcher matcher = INTERVAL.matcher(text);
    if (!matcher.matches() || matcher.group("text") != null) {
      throw invalid("'" + text + "' is not a part; write START..END or START..END@SPEED");
    }
    Map<String, Object> segment = interval(matcher);
    if (matcher.group("rest") != null) {
      segment.put("speed", number(matcher.group("rest")));
    }
    return Map.of("segments", List.of(segment));
  }

  /** {@code START..END[@position]=TEXT}; {@code \n} begins a line. */
  public static Map<String, Object> caption(String text) throws MediaException {
    Matcher matcher = INTERVAL.matcher(text);
    if (!matcher.matches() || matcher.group("text") == null) {
      throw invalid("'" + text + "' is not a caption; write START..END=TEXT or 5..8@top=TEXT");
    }
    Map<String, Object> caption = interval(matcher);
    if (matcher.group("rest") != null) {
      caption.put("position", matcher.group("rest"));
    }
    caption.put("text", matcher.group("text").replace("\\n", "\n"));
    return Map.of("captions", List.of(caption));
  }

  /** {@code START..END@x,y,width,height[:type[:strength]]}, in percent or parts of 1. */
  public static Map<String, Object> mask(String text) throws MediaException {
    Matcher matcher = INTERVAL.matcher(text);
    if (!matcher.matches() || matcher.group("rest") == null || matcher.group("text") != null) {
      throw invalid(
          "'"
              + text
              + "' is not a mask; write START..END@x,y,width,height, such as"
              + " 5..8@10%,0,20%,5%:pixelate:24");
    }
    Map<String, Object> mask = interval(matcher);
    String[] parts = matcher.group("rest").split(":", 3);
    List<BigDecimal> rectangle = rectangle(parts[0], parts[0].contains("%"));
    mask.put("x", rectangle.get(0));
    mask.put("y", rectangle.get(1));
    mask.put("width", rectangle.get(2));
    mask.put("height", rectangle.get(3));
    if (parts.length > 1) {
      mask.put("type", parts[1]);
    }
    if (parts.length > 2) {
      mask.put("strength", number(parts[2]));
    }
    return Map.of("masks", List.of(mask));
  }

  /** {@code shape[:size]}, or {@link #NONE}. */
  public static Map<String, Object> cursor(String text) throws MediaException {
    return Map.of("cursor", pieces(List.of("shape", SIZE_FIELD), text));
  }

  /** {@code position[:shape[:size]]}, or {@link #NONE}. */
  public static Map<String, Object> camera(String text) throws MediaException {
    return Map.of("camera", pieces(List.of("position", "shape", SIZE_FIELD), text));
  }

  private static Map<String, Object> pieces(List<String> names, String text) throws MediaException {
    if (text.equals(NONE)) {
      return Map.of("enabled", false);
    }
    String[] parts = text.split(":", -1);
    if (parts.length > names.size()) {
      throw invalid("'%s' has more than %s".formatted(text, String.join(":", names)));
    }
    Map<String, Object> pieces = new LinkedHashMap<>();
    for (int i = 0; i < parts.length; i++) {
      String name = names.get(i);
      pieces.put(name, name.equals(SIZE_FIELD) ? number(parts[i]) : parts[i]);
    }
    return pieces;
  }

  /** The fields of both ends; what is left out is the recording's. */
  private static Map<String, Object> interval(Matcher matcher) throws MediaException {
    Map<String, Object> interval = new LinkedHashMap<>();
    String start = matcher.group("start").strip();
    String end = matcher.group("end").strip();
    interval.put("startMs", start.isEmpty() ? BigDecimal.ZERO : ms(Times.parse(start)));
    if (!end.isEmpty()) {
      interval.put("endMs", ms(Times.parse(end)));
    }
    return interval;
  }

  /** Microseconds as documents write them. */
  public static BigDecimal ms(long us) {
    return BigDecimal.valueOf(us, 3);
  }

  /** A # may be left out, for it begins a comment in many shells. */
  private static String color(String text) {
    return BARE_HEX.matcher(text).matches() ? "#" + text : text.toLowerCase(Locale.ROOT);
  }

  private static BigDecimal number(String text) throws MediaException {
    return Optional.of(text.strip())
        .filter(NUMBER.asMatchPredicate())
        .map(BigDecimal::new)
        .orElseThrow(() -> invalid("'" + text + "' is not a number"));
  }

  /** The parts between commas that stand in no brackets. */
  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int begin = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && depth == 0) {
        parts.add(text.substring(begin, i).strip());
        begin = i + 1;
      }
    }
    parts.add(text.substring(begin).strip());
    return parts;
  }

  private static MediaException invalid(String message) {
    return new MediaException(MediaError.ARGUMENT_INVALID, message);
  }
}
