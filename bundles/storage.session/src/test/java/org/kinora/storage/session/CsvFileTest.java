package org.kinora.storage.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

class CsvFileTest {
  @TempDir Path dir;

  private List<List<String>> read(String text, boolean torn) throws IOException {
    List<List<String>> records = new ArrayList<>();
    try (CsvFile file = new CsvFile(Files.writeString(dir.resolve("a.csv"), text))) {
      for (Optional<List<String>> record = file.next(); record.isPresent(); record = file.next()) {
        records.add(record.get());
      }
      assertEquals(torn, file.isTorn(), "torn");
    }
    return records;
  }

  @Test
  void next_records_areTheirFields() throws IOException {
    assertEquals(List.of(List.of("a", "", "ü"), List.of("", "", "")), read("a,,ü\r\n,,\n", false));
    assertEquals(List.of(), read("", false));
  }

  /** RFC 4180, section 2, rules 5 to 7. */
  @Test
  void next_quotedFields_areWhatIsQuoted() throws IOException {
    assertEquals(
        List.of(List.of("a,b", "", "\"", "say \"hi\"", "two\nlines")),
        read("\"a,b\",\"\",\"\"\"\",\"say \"\"hi\"\"\",\"two\nlines\"\n", false));
  }

  @Test
  void next_tornEnd_isNoRecord() throws IOException {
    assertEquals(List.of(List.of("a", "b")), read("a,b\nc,d", true));
    assertEquals(List.of(List.of("a", "b")), read("a,b\nc,\"d\n", true));
  }

  @Test
  void next_quoteThatNeverCloses_isRefused() {
    assertEquals(
        MediaError.INDEX_PARSE_ERROR,
        assertThrows(MediaException.class, () -> read("\"" + "a,".repeat(1 << 20), true)).code());
  }
}
