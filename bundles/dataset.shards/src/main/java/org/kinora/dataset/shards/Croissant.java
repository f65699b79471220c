package org.kinora.dataset.shards;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.kinora.dataset.shards.table.Column;
import org.kinora.dataset.shards.table.Table;

/**
 * Writes a data set's {@code croissant.json}: its tables and columns for programs (MLCommons
 * Croissant 1.1).
 *
 * @param version of the data set: major.minor.patch
 * @param license as SPDX names it, or its address
 */
record Croissant(
    String name,
    String version,
    String description,
    Optional<String> license,
    boolean consolidated) {
  static final String FILE = "croissant.json";

  private static final String CROISSANT = "http://mlcommons.org/croissant/";
  private static final List<String> TERMS =
      List.of(
          "citeAs",
          "column",
          "data",
          "dataType",
          "equivalentProperty",
          "examples",
          "extract",
          "field",
          "fileObject",
          "fileProperty",
          "fileSet",
          "format",
          "includes",
          "isLiveDataset",
          "jsonPath",
          "key",
          "md5",
          "parentField",
          "path",
          "recordSet",
          "references",
          "regex",
          "repeated",
          "replace",
          "samplingRate",
          "separator",
          "source",
          "subField",
          "transform");

  /** The file's bytes. */
  byte[] bytes() {
    ObjectMapper json = new ObjectMapper();
    ObjectNode root = json.createObjectNode();
    context(root.putObject("@context"));
    root.put("@type", "sc:Dataset");
    root.put("name", name);
    root.put("version", version);
    root.put("description", description);
    root.put("conformsTo", CROISSANT + "1.1");
    license.ifPresent(id -> root.put("license", id));
    ArrayNode files = root.putArray("distribution");
    ArrayNode records = root.putArray("recordSet");
    for (Table<?> table : DatasetCard.TABLES) {
      files
          .addObject()
          .put("@type", "cr:FileSet")
          .put("@id", table.name() + "-files")
          .put("name", table.name() + "-files")
          .put("encodingFormat", "application/x-parquet")
          .put("includes", DatasetCard.patterns(consolidated).getOrDefault(table.name(), ""));
      ObjectNode record = records.addObject();
      record.put("@type", "cr:RecordSet");
      record.put("@id", table.name());
      record.put("name", table.name());
      record.put("description", "A row is one " + table.grain() + ".");
      ArrayNode fields = record.putArray("field");
      for (Column<?> column : table.columns()) {
        field(fields.addObject(), table, column);
      }
    }
    return ChunkMetadata.pretty(json, root);
  }

  private static void context(ObjectNode context) {
    context.put("@language", "en");
    context.put("@vocab", "https://schema.org/");
    context.put("sc", "https://schema.org/");
    context.put("cr", CROISSANT);
    context.put("rai", "http://mlcommons.org/croissant/RAI/");
    context.put("dct", "http://purl.org/dc/terms/");
    context.put("conformsTo", "dct:conformsTo");
    for (String term : TERMS) {
      switch (term) {
        case "data", "examples" ->
            context.putObject(term).put("@id", "cr:" + term).put("@type", "@json");
        case "dataType" -> context.putObject(term).put("@id", "cr:dataType").put("@type", "@vocab");
        default -> context.put(term, "cr:" + term);
      }
    }
  }

  private static void field(ObjectNode field, Table<?> table, Column<?> column) {
    field.put("@type", "cr:Field");
    field.put("@id", table.name() + "/" + column.name());
    field.put("name", column.name());
    field.put("description", column.meaning());
    field.put("dataType", type(column));
    switch (column.type()) {
      case TEXTS, DOUBLES -> field.put("repeated", true);
      default -> {
        // One value.
      }
    }
    ObjectNode source = field.putObject("source");
    source.putObject("fileSet").put("@id", table.name() + "-files");
    source.putObject("extract").put("column", column.name());
  }

  private static String type(Column<?> column) {
    return switch (column.type()) {
      case INT32, INT64 -> "sc:Integer";
      case FLOAT, DOUBLES -> "sc:Float";
      case BOOL -> "sc:Boolean";
      case TEXT, TEXTS -> "sc:Text";
    };
  }
}
