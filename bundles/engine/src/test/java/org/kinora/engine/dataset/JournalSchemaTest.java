package org.kinora.engine.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The lines of a journal, by the published schema. */
final class JournalSchemaTest {
  private static final Path FILE = Path.of("../../docs/formats/dataset.journal.schema.json");

  @Test
  void lines_ofEveryKind_areOfTheSchema() throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(FILE), InputFormat.JSON);
    var file = new DatasetJournal.Listed("tables/ä.parquet", 7);
    for (ByteBuffer line :
        List.of(
            new DatasetJournal.Request("shards", "f1").line(),
            new DatasetJournal.Entry("{\"rows\":1}", List.of(file)).line(3),
            new DatasetJournal.Entry("", List.of()).line(DatasetJournal.WHOLE),
            DatasetJournal.doneLine())) {
      String text = UTF_8.decode(line).toString();
      assertEquals(List.of(), schema.validate(text, InputFormat.JSON), text);
    }
    for (String none :
        List.of("{}", "{\"done\":false}", "{\"unit\":-2,\"report\":\"\",\"files\":[]}")) {
      assertFalse(schema.validate(none, InputFormat.JSON).isEmpty(), none);
    }
  }
}
