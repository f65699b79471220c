package org.kinora.dataset.shards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written, by the published schemas and a validator that knows nothing of it. */
class SchemaTest {
  private static final Path PAGES = Path.of("../../docs/formats");
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Schema METADATA = schema("shards.metadata.schema.json");
  private static final Schema MANIFEST = schema("shards.manifest.schema.json");
  private static final Schema STATS = schema("shards.stats.schema.json");

  @TempDir static Path films;
  @TempDir Path root;

  private static Schema schema(String name) {
    try {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(Files.readString(PAGES.resolve(name)), InputFormat.JSON);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertValid(Schema schema, String document) {
    assertEquals(List.of(), schema.validate(document, InputFormat.JSON), document);
  }

  private List<Path> metadata() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.endsWith("metadata.json")).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rate=source",
        "audio=none",
        "profile=nitrogen",
        "steps=",
        "captureRect=0,0,320,192",
        "game=Chess",
        "hashShards=3"
      })
  void write_anyOptions_isOfTheSchemas(String option) throws Exception {
    SampleTree.write(SampleTree.recordings(films, "rec"), SampleTree.options(option), root);
    for (Path file : metadata()) {
      assertValid(METADATA, Files.readString(file));
    }
    assertEquals(3, metadata().size());
    for (String line : Files.readAllLines(root.resolve("manifest.jsonl"))) {
      assertValid(MANIFEST, line);
    }
    assertValid(STATS, Files.readString(root.resolve("stats.json")));
  }

  /** The schema is no empty promise: without any of its members a document is none. */
  @Test
  void schema_anyMemberGoneOrAdded_isRefused() throws Exception {
    SampleTree.write(SampleTree.recordings(films, "rec"), SampleTree.options("audio=none"), root);
    ObjectNode document = (ObjectNode) JSON.readTree(metadata().get(0).toFile());
    List<ObjectNode> objects = new ArrayList<>(List.of(document));
    for (String name : List.of("original_video", "modality_config", "sync", "video", "redaction")) {
      objects.add((ObjectNode) document.path(name));
    }
    int refused = 0;
    for (ObjectNode object : objects) {
      for (Map.Entry<String, JsonNode> member : List.copyOf(object.properties())) {
        object.remove(member.getKey());
        assertFalse(
            METADATA.validate(document.toString(), InputFormat.JSON).isEmpty(), member::getKey);
        object.set(member.getKey(), member.getValue());
        refused++;
      }
      object.put("nosuch", 1);
      assertFalse(METADATA.validate(document.toString(), InputFormat.JSON).isEmpty(), "nosuch");
      object.remove("nosuch");
    }
    assertTrue(refused > 60, refused + " members");
    assertValid(METADATA, document.toString());
  }

  @Test
  void schema_workedExample_isOfIt() throws IOException {
    String page = Files.readString(PAGES.resolve("shards.md"));
    int start = page.indexOf("```json metadata.json") + "```json metadata.json".length();
    assertValid(METADATA, page.substring(start, page.indexOf("```", start)));
  }
}
