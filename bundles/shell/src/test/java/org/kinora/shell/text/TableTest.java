package org.kinora.shell.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TableTest {
  private static String print(Table table) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    table.print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }

  @Test
  void print_columns_areAlignedWithoutSpacesAtTheEnd() {
    assertEquals(
        """
        ID     BYTES  NOTE
        rec_1      5
        x      12345  late
        """,
        print(new Table("ID", ">BYTES", "NOTE").row("rec_1", 5, "").row("x", 12345, "late")));
  }

  @Test
  void print_controlCharacters_cannotSteerTheTerminal() {
    assertEquals("NAME\n?[2Jgone? ü\n", print(new Table("NAME").row("\u001b[2Jgone\n ü")));
  }
}
