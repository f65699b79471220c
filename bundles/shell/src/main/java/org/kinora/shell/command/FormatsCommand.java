package org.kinora.shell.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kinora.media.MediaException;
import org.kinora.plugins.PluginInfo;
import org.kinora.plugins.PluginInfo.Kind;
import org.kinora.shell.text.Table;
import picocli.CommandLine.Command;

/** Lists formats. */
@Command(
    name = "formats",
    description = "Lists what can be opened and what can be written.",
    footer = {"  formats", "  formats --json"})
final class FormatsCommand extends KinoraCommand {
  /** An option of a format's writer, as the plugin describes it. */
  private record WriterOption(String name, String usual, String description) {
    private static final Pattern TEXT = Pattern.compile("([^=]+)=([^,]*),?\\s*(.*)");

    static List<WriterOption> of(PluginInfo format) {
      return property(format, "format.options")
          .lines()
          .map(TEXT::matcher)
          .filter(Matcher::matches)
          .map(option -> new WriterOption(option.group(1), option.group(2), option.group(3)))
          .toList();
    }
  }

  @Override
  int run(Invocation at) throws IOException {
    List<PluginInfo> all = at.platform().plugins().list();
    List<PluginInfo> formats = all.stream().filter(p -> p.kind() == Kind.STORAGE).toList();
    List<PluginInfo> containers = all.stream().filter(p -> p.kind() == Kind.MUXER).toList();
    if (json) {
      at.json(
          out -> {
            writeFormats(out, formats);
            writeContainers(out, containers);
          });
    } else {
      print(at, formats, containers);
    }
    return OK;
  }

  /** What a format's writer does not keep, a sentence each; nothing if there is no such format. */
  static List<String> losses(String format, Invocation at) throws MediaException {
    return at.platform().plugins().list().stream()
        .filter(plugin -> plugin.kind() == Kind.STORAGE && plugin.name().equals(format))
        .findFirst()
        .map(FormatsCommand::losses)
        .orElse(List.of());
  }

  private static List<String> losses(PluginInfo format) {
    return property(format, "format.loses").lines().toList();
  }

  private static String property(PluginInfo plugin, String name) {
    return plugin.properties().getOrDefault(name, "");
  }

  /** The version that is written, if the format is written at all. */
  private static String writes(PluginInfo format) {
    String version = property(format, "format.writes");
    return version.startsWith("-") ? "" : version;
  }

  private static String orDash(String text) {
    return text.isEmpty() ? "-" : text;
  }

  private static void print(Invocation at, List<PluginInfo> formats, List<PluginInfo> containers) {
    Table storage = new Table("STORAGE FORMAT", "READS VERSION", "WRITES VERSION", "DESCRIPTION");
    for (PluginInfo format : formats) {
      storage.row(
          format.name(),
          orDash(property(format, "format.reads")),
          orDash(writes(format)),
          property(format, "description"));
    }
    storage.print(at.out());
    at.out().println();
    printOptions(at, formats);
    printLosses(at, formats);
    Table files = new Table("CONTAINER", "EXTENSION", "PREFERS", "DESCRIPTION");
    for (PluginInfo container : containers) {
      files.row(
          container.name(),
          property(container, "extension"),
          property(container, "container.codecs"),
          property(container, "description"));
    }
    files.print(at.out());
  }

  private static void printOptions(Invocation at, List<PluginInfo> formats) {
    Table options = new Table("FORMAT", "OPTION (--set)", "DEFAULT", "DESCRIPTION");
    boolean any = false;
    for (PluginInfo format : formats) {
      for (WriterOption option : WriterOption.of(format)) {
        options.row(format.name(), option.name(), option.usual(), option.description());
        any = true;
      }
    }
    if (any) {
      options.print(at.out());
      at.out().println();
    }
  }

  private static void printLosses(Invocation at, List<PluginInfo> formats) {
    Table losses = new Table("FORMAT", "DOES NOT KEEP");
    boolean any = false;
    for (PluginInfo format : formats) {
      for (String loss : losses(format)) {
        losses.row(format.name(), loss);
        any = true;
      }
    }
    if (any) {
      losses.print(at.out());
      at.out().println();
    }
  }

  private static void writeFormats(JsonGenerator out, List<PluginInfo> formats) throws IOException {
    out.writeArrayFieldStart("formats");
    for (PluginInfo format : formats) {
      out.writeStartObject();
      out.writeStringField("format", format.name());
      out.writeStringField("description", property(format, "description"));
      writeWords(out, "reads", property(format, "format.reads"));
      out.writeBooleanField("writable", !writes(format).isEmpty());
      if (!writes(format).isEmpty()) {
        out.writeStringField("writes", writes(format));
        out.writeArrayFieldStart("options");
        for (WriterOption option : WriterOption.of(format)) {
          out.writeStartObject();
          out.writeStringField("name", option.name());
          out.writeStringField("default", option.usual());
          out.writeStringField("description", option.description());
          out.writeEndObject();
        }
        out.writeEndArray();
        out.writeArrayFieldStart("loses");
        for (String loss : losses(format)) {
          out.writeString(loss);
        }
        out.writeEndArray();
      }
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void writeContainers(JsonGenerator out, List<PluginInfo> containers)
      throws IOException {
    out.writeArrayFieldStart("containers");
    for (PluginInfo container : containers) {
      out.writeStartObject();
      out.writeStringField("container", container.name());
      out.writeStringField("extension", property(container, "extension"));
      out.writeStringField("description", property(container, "description"));
      writeWords(out, "codecs", property(container, "container.codecs"));
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void writeWords(JsonGenerator out, String name, String words) throws IOException {
    out.writeArrayFieldStart(name);
    for (String word : words.split(" ", -1)) {
      if (!word.isEmpty()) {
        out.writeString(word);
      }
    }
    out.writeEndArray();
  }
}
