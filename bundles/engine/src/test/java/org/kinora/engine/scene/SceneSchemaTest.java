package org.kinora.engine.scene;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kinora.scene.SceneProblem;
import org.kinora.scene.SceneProblem.Code;

/** The published schema and the reader, which know nothing of each other, compared both ways. */
class SceneSchemaTest {
  private static final Path FILE = Path.of("..", "..", "docs", "formats", "scene.schema.json");
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonNode SCHEMA = read();
  private static final Schema VALIDATOR =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(SCHEMA.toString(), InputFormat.JSON);

  private static JsonNode read() {
    try {
      return MAPPER.readTree(Files.readString(FILE));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * An object of the schema, and the least document that has one.
   *
   * @param schema where its properties are described
   * @param document with apostrophes for quotes
   * @param place where it is in the document
   */
  private record Sample(String schema, String document, String place) {
    ObjectNode root() throws IOException {
      return (ObjectNode) MAPPER.readTree(document.replace('\'', '"'));
    }

    ObjectNode object(ObjectNode root) {
      return (ObjectNode) root.at(place);
    }

    JsonNode properties() {
      return SCHEMA.at(schema + "/properties");
    }

    /** The document with one field more or another. */
    String with(String field, JsonNode value) throws IOException {
      ObjectNode root = root();
      object(root).set(field, value);
      return root.toString();
    }

    String placeOf(String field) {
      return place + "/" + field;
    }
  }

  static Stream<Sample> samples() {
    String mask = "{'masks':[{'x':0,'y':0,'width':1,'height':1}]}";
    return Stream.of(
        new Sample("", "{}", ""),
        new Sample("/$defs/gradient", "{'gradient':{}}", "/gradient"),
        new Sample(
            "/$defs/stop",
            "{'gradient':{'stops':[{'color':'red','position':0},{'color':'red','position':1}]}}",
            "/gradient/stops/0"),
        new Sample("/$defs/image", "{'type':'image','image':{'path':'a'}}", "/image"),
        new Sample("/$defs/image", "{'type':'wallpaper','wallpaper':{'path':'a'}}", "/wallpaper"),
        new Sample("/$defs/shadow/else", "{'shadow':{}}", "/shadow"),
        new Sample("/$defs/crop/else", "{'videoCrop':{'width':9,'height':9}}", "/videoCrop"),
        new Sample("/$defs/crop/else/else", "{'videoCrop':{'width':9,'height':9}}", "/videoCrop"),
        new Sample(
            "/$defs/crop/else/then",
            "{'videoCrop':{'mode':'percentage','widthPercent':1,'heightPercent':1}}",
            "/videoCrop"),
        new Sample("/$defs/zoom/else", "{'videoZoom':{}}", "/videoZoom"),
        new Sample(
            "/$defs/interval",
            "{'videoZoom':{'intervals':[{'startMs':-9e12,'endMs':9e12}]}}",
            "/videoZoom/intervals/0"),
        new Sample("/$defs/cursor/else", "{'cursor':{}}", "/cursor"),
        new Sample("/$defs/camera/else", "{'camera':{}}", "/camera"),
        new Sample("/$defs/caption", "{'captions':[{'text':'a'}]}", "/captions/0"),
        new Sample("/$defs/mask", mask, "/masks/0"),
        new Sample("/$defs/trim/else", "{'trim':{}}", "/trim"),
        new Sample("/$defs/segment", "{'segments':[{}]}", "/segments/0"));
  }

  private static List<SceneProblem> check(String document) {
    return SceneReader.read(document).problems();
  }

  private static boolean isValid(String document) {
    return VALIDATOR.validate(document, InputFormat.JSON).isEmpty();
  }

  /** What a property may be, with what it refers to. */
  private static ObjectNode resolved(JsonNode property) {
    ObjectNode all = property.deepCopy();
    JsonNode reference = all.remove("$ref");
    if (reference != null) {
      ObjectNode whole = SCHEMA.at(reference.asText().substring(1)).deepCopy();
      whole.setAll(all);
      return whole;
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("samples")
  void sample_asItStands_isValidForBoth(Sample sample) throws IOException {
    String document = sample.root().toString();
    assertEquals(List.of(), check(document));
    assertTrue(isValid(document), document);
    assertTrue(sample.root().at(sample.place()).isObject());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void properties_ofEachObject_areThoseThatAreRead(Sample sample) throws IOException {
    if (!SCHEMA.at(sample.schema()).has("additionalProperties")) {
      return; // one of the modes of an object that is compared as a whole
    }
    String document = sample.with("nosuch", MAPPER.getNodeFactory().booleanNode(true));
    SceneProblem unknown = check(document).get(0);
    assertEquals(Code.UNKNOWN_FIELD, unknown.code());
    String known = unknown.message().substring("unknown; known are ".length());
    Set<String> described = new TreeSet<>();
    sample.properties().fieldNames().forEachRemaining(described::add);
    assertEquals(described, new TreeSet<>(List.of(known.split(", "))));
    assertFalse(isValid(document));
    assertTrue(isValid(sample.with("x-nosuch", MAPPER.getNodeFactory().booleanNode(true))));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void page_namesEachPropertyAndWord(Sample sample) throws IOException {
    String page = Files.readString(FILE.resolveSibling("scene.md"));
    for (var property : sample.properties().properties()) {
      assertTrue(page.contains("`" + property.getKey() + "`"), property.getKey());
      for (JsonNode word : resolved(property.getValue()).path("enum")) {
        assertTrue(page.contains("`" + word.asText() + "`"), word.asText());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void words_ofEachChoice_areThoseThatAreRead(Sample sample) throws IOException {
    for (var property : sample.properties().properties()) {
      JsonNode choice = resolved(property.getValue()).path("enum");
      if (!choice.isMissingNode()) {
        String document =
            sample.with(property.getKey(), MAPPER.getNodeFactory().textNode("nosuch"));
        String message =
            check(document).stream()
                .filter(found -> found.place().equals(sample.placeOf(property.getKey())))
                .findFirst()
                .orElseThrow()
                .message();
        List<String> described = new ArrayList<>();
        choice.forEach(word -> described.add(word.asText()));
        assertEquals("'nosuch' is not one of " + String.join(", ", described), message);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void ranges_ofEachNumber_areTheReaders(Sample sample) throws IOException {
    for (var property : sample.properties().properties()) {
      ObjectNode number = resolved(property.getValue());
      BigDecimal step =
          number.path("type").asText().equals("integer")
              ? number.path("multipleOf").decimalValue().max(BigDecimal.ONE)
              : new BigDecimal("0.0009765625");
      if (number.has("minimum")) {
        BigDecimal least = number.path("minimum").decimalValue();
        assertEquals(List.of(), refusals(sample, property.getKey(), least));
        assertEquals(
            List.of(Code.OUT_OF_RANGE), refusals(sample, property.getKey(), least.subtract(step)));
      }
      if (number.has("maximum")) {
        BigDecimal most = number.path("maximum").decimalValue();
        assertEquals(List.of(), refusals(sample, property.getKey(), most));
        assertEquals(
            List.of(Code.OUT_OF_RANGE), refusals(sample, property.getKey(), most.add(step)));
      }
    }
  }

  private static List<Code> refusals(Sample sample, String field, BigDecimal value)
      throws IOException {
    String document = sample.with(field, MAPPER.getNodeFactory().numberNode(value));
    return check(document).stream()
        .filter(found -> found.place().equals(sample.placeOf(field)))
        .map(SceneProblem::code)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void defaults_writtenOut_changeNothing(Sample sample) throws IOException {
    for (var property : sample.properties().properties()) {
      JsonNode usual = property.getValue().path("default");
      if (!usual.isMissingNode() && !sample.object(sample.root()).has(property.getKey())) {
        String document = sample.with(property.getKey(), usual);
        assertEquals(
            SceneReader.read(sample.root().toString()), SceneReader.read(document), document);
      }
    }
  }

  /**
   * What the schema refuses the reader refuses; what the reader refuses the schema does too, but
   * for contradictions between numbers, which a schema cannot express.
   */
  @Test
  void verdicts_onRandomDocuments_agree() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    RandomScenes scenes = new RandomScenes(random);
    int refused = 0;
    for (int i = 0; i < 400; i++) {
      ObjectNode document = (ObjectNode) MAPPER.readTree(SceneWriter.write(scenes.next()));
      assertTrue(isValid(document.toString()), () -> "seed " + seed + ": " + document);
      change(document, random);
      String text = document.toString();
      List<SceneProblem> problems = check(text);
      boolean valid = isValid(text);
      boolean onlyContradictions =
          problems.stream().allMatch(found -> found.code() == Code.CONTRADICTION);
      assertTrue(
          valid ? onlyContradictions : !problems.isEmpty(),
          () -> "seed " + seed + ", valid " + valid + ", " + problems + ": " + text);
      refused += valid ? 0 : 1;
    }
    assertTrue(refused > 100 && refused < 390, "refused " + refused);
  }

  /** Changes, adds or removes one field of any of the objects. */
  private static void change(ObjectNode document, Random random) {
    List<ObjectNode> objects = new ArrayList<>();
    collect(document, objects);
    ObjectNode object = objects.get(random.nextInt(objects.size()));
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    if (names.isEmpty()) {
      return;
    }
    String name = names.get(random.nextInt(names.size()));
    switch (random.nextInt(8)) {
      case 0 -> object.remove(name);
      case 1 -> object.put("nosuch", 1);
      case 2 -> object.put("x-" + name, name);
      case 3 -> object.put(name, true);
      case 4 -> object.put(name, "center");
      case 5 -> object.putNull(name);
      case 6 -> object.put(name, random.nextInt(100_000) - 50_000);
      default -> object.put(name, random.nextDouble());
    }
  }

  private static void collect(JsonNode node, List<ObjectNode> objects) {
    if (node instanceof ObjectNode object) {
      objects.add(object);
    }
    if (node instanceof ObjectNode || node instanceof ArrayNode) {
      node.forEach(child -> collect(child, objects));
    }
  }
}
