package org.kinora.dataset.shards;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kinora.lib.parquet.Column;
import org.kinora.lib.parquet.Table;

/**
 * Writes a data set's {@code croissant.json}: its tables and columns for programs (MLCommons
 * Croissant 1.1).
 */
record Croissant(ShardsOptions options) {
  static final String FILE = "croissant.json";

  private static final String VERSION = ChunkMetadata.SCHEMA_VERSION + ".0.0";
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
    root.put("name", options.name());
    root.put("version", VERSION);
    root.put("description", "Recordings with what was done in them, cut into chunks.");
    root.put("conformsTo", CROISSANT + "1.1");
    Optional.ofNullable(options.labels().values().get("license"))
        .ifPresent(id -> root.put("license", id));
    ArrayNode files = root.putArray("distribution");
    ArrayNode records = root.putArray("recordSet");
    Map<String, String> patterns = DatasetCard.patterns(options);
    ChunkTables.of(options)
        .forEach(
            (name, table) -> {
              fileSet(files.addObject(), name, patterns.getOrDefault(name, ""));
              recordSet(records.addObject(), name, table);
            });
    return ChunkMetadata.pretty(json, root);
  }

  private static void fileSet(ObjectNode files, String name, String includes) {
    files
        .put("@type", "cr:FileSet")
        .put("@id", name + "-files")
        .put("name", name + "-files")
        .put("encodingFormat", "application/x-parquet")
        .put("includes", includes);
  }

  private static void recordSet(ObjectNode record, String name, Table<?> table) {
    record.put("@type", "cr:RecordSet");
    record.put("@id", name);
    record.put("name", name);
    record.put("description", "A row is one " + table.grain() + ".");
    ArrayNode fields = record.putArray("field");
    for (Column<?> column : table.columns()) {
      field(fields.addObject(), name, column);
    }
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

  private static void field(ObjectNode field, String table, Column<?> column) {
    field.put("@type", "cr:Field");
    field.put("@id", table + "/" + column.name());
    field.put("name", column.name());
    field.put("description", column.meaning());
    field.put("dataType", type(column));
    switch (column.type()) {
      case TEXTS, LONGS, FLOATS, DOUBLES -> field.put("repeated", true);
      default -> {
        // One value.
      }
    }
    ObjectNode source = field.putObject("source");
    source.putObject("fileSet").put("@id", table + "-files");
    source.putObject("extract").put("column", column.name());
  }

  private static String type(Column<?> column) {
    return switch (column.type()) {
      case INT32, INT64, LONGS -> "sc:Integer";
      case FLOAT, FLOATS, DOUBLE, DOUBLES -> "sc:Float";
      case BOOL -> "sc:Boolean";
      case TEXT, TEXTS -> "sc:Text";
    };
  }
}
