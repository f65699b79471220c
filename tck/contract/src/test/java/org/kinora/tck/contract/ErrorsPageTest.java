package org.kinora.tck.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.kinora.media.MediaError;

/** The page of error codes says what the code says, of all codes and of no others. */
class ErrorsPageTest {
  private static final String PAGE = "docs/reference/errors.md";
  private static final Pattern CELLS = Pattern.compile("\\s*(?<!\\\\)\\|\\s*");

  @Test
  void page_everyRow_isAConstantWithItsKindAndRemedy() throws IOException {
    List<List<String>> expected =
        Arrays.stream(MediaError.values())
            .map(
                error ->
                    List.of(
                        "`" + error.name() + "`",
                        error.kind().name().toLowerCase(Locale.ROOT),
                        error.remedy()))
            .toList();
    List<List<String>> found =
        rows().stream().map(row -> List.of(row.get(1), row.get(2), row.get(4))).toList();
    assertEquals(expected, found);
  }

  @Test
  void page_everyRow_saysWhatItMeans() throws IOException {
    for (List<String> row : rows()) {
      assertFalse(row.get(3).isBlank(), () -> row.get(1) + " has no meaning");
    }
  }

  private static List<List<String>> rows() throws IOException {
    return Files.readAllLines(page()).stream()
        .filter(line -> line.startsWith("| `"))
        .map(line -> CELLS.splitAsStream(line).toList())
        .toList();
  }

  /** The page lies above the module, however deep the build was started. */
  private static Path page() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve(PAGE))) {
      folder = Objects.requireNonNull(folder.getParent(), "no " + PAGE + " above this module");
    }
    return folder.resolve(PAGE);
  }
}
