package org.kinora.tck.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of Markdown as a script. Of its fenced blocks, {@code sh} is run, {@code sh fails} is run
 * and must fail, {@code text} is what the block before it printed, and any other with a path is
 * written to that file.
 */
final class Page {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+) ?([^\\n]*)\\n(.*?)^```$");

  /** Stands in a text for what is not shown. */
  private static final String REST = "…";

  private static final String MARK = "== block ";

  private final List<Block> blocks = new ArrayList<>();

  /** A fenced block. */
  private record Block(String language, String about, String text) {}

  private Page(String markdown) {
    Matcher matcher = BLOCK.matcher(markdown);
    while (matcher.find()) {
      blocks.add(new Block(matcher.group(1), matcher.group(2), matcher.group(3)));
    }
  }

  static Page read(Path file) throws IOException {
    return new Page(Files.readString(file));
  }

  /** All of it as one script for bash. */
  String script() {
    StringBuilder script = new StringBuilder();
    for (int i = 0; i < blocks.size(); i++) {
      script.append("echo '").append(MARK).append(i).append("'\n").append(script(blocks.get(i)));
    }
    return script.append("echo '").append(MARK).append("end'\n").toString();
  }

  private static String script(Block block) {
    if (block.language().equals("text")) {
      return "";
    }
    if (!block.language().equals("sh")) {
      return "cat > '%s' <<'END OF FILE'\n%sEND OF FILE\n".formatted(block.about(), block.text());
    }
    return block.about().equals("fails")
        ? "if (\n%s); then echo 'this was to fail'; exit 1; fi\n".formatted(block.text())
        : block.text();
  }

  /** What differs between the page and what its script printed; empty if nothing does. */
  List<String> differences(String printed) {
    List<String> differences = new ArrayList<>();
    for (int i = 1; i < blocks.size(); i++) {
      if (blocks.get(i).language().equals("text")) {
        String before = between(printed, MARK + (i - 1) + "\n", MARK + i + "\n");
        differences.addAll(missing(blocks.get(i).text(), before));
      }
    }
    return differences;
  }

  private static String between(String text, String begin, String end) {
    return text.substring(text.indexOf(begin) + begin.length(), text.indexOf(end));
  }

  /** The lines that were not printed, in their order. */
  private static List<String> missing(String expected, String printed) {
    List<String> missing = new ArrayList<>();
    int from = 0;
    for (String line : expected.lines().filter(line -> !line.equals(REST)).toList()) {
      Matcher found = pattern(line).matcher(printed);
      if (found.find(from)) {
        from = found.end();
      } else {
        missing.add(line);
      }
    }
    return missing;
  }

  /** A line, whatever its spaces are. */
  private static Pattern pattern(String line) {
    StringBuilder pattern = new StringBuilder();
    for (String word : line.strip().split("\\s+", -1)) {
      pattern.append(pattern.isEmpty() ? "" : "[ \\t]+");
      pattern.append(Pattern.quote(word).replace(REST, "\\E[^\\n]*\\Q"));
    }
    return Pattern.compile(pattern.toString());
  }
}
