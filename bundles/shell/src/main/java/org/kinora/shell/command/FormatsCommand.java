package org.kinora.shell.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
  private static final String LIVE = "container.live";
  private static final String EDIT_LISTS = "container.editLists";

  @Override
  int run(Invocation at) throws IOException {
    List<PluginInfo> all = at.platform().plugins().list();
    List<PluginInfo> formats = all.stream().filter(p -> p.kind() == Kind.STORAGE).toList();
    List<PluginInfo> containers = all.stream().filter(p -> p.kind() == Kind.MUXER).toList();
    Set<String> recovered =
        all.stream()
            .filter(p -> p.kind() == Kind.RECOVERY)
            .flatMap(p -> Stream.of(p.name().split(" ", -1)))
            .collect(Collectors.toSet());
    if (json) {
      at.json(
          out -> {
            writeFormats(out, formats);
            writeContainers(out, containers, recovered);
          });
    } else {
      print(at, formats, containers, recovered);
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

  private static boolean has(PluginInfo container, String property) {
    return property(container, property).equals("true");
  }

  private static String orDash(String text) {
    return text.isEmpty() ? "-" : text;
  }

  private static void print(
      Invocation at, List<PluginInfo> formats, List<PluginInfo> containers, Set<String> recovered) {
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
    printOptions(at, "FORMAT", "--set", formats);
    printLosses(at, formats);
    Table files =
        new Table(
            "CONTAINER", "EXTENSION", "PREFERS", "LIVE", "EDIT LISTS", "RECOVER", "DESCRIPTION");
    for (PluginInfo container : containers) {
      files.row(
          container.name(),
          property(container, "extension"),
          property(container, "container.codecs"),
          has(container, LIVE) ? "yes" : "-",
          has(container, EDIT_LISTS) ? "yes" : "-",
          recovered.contains(container.name()) ? "yes" : "-",
          property(container, "description"));
    }
    files.print(at.out());
    at.out().println();
    printOptions(at, "CONTAINER", "--set", containers);
  }

  /**
   * A line for each option of each plugin; nothing without any.
   *
   * @param by the option of the command that takes them
   */
  static void printOptions(Invocation at, String kind, String by, List<PluginInfo> plugins) {
    Table options = new Table(kind, "OPTION (" + by + ")", "DEFAULT", "DESCRIPTION");
    boolean any = false;
    for (PluginInfo plugin : plugins) {
      for (WriterOption option : WriterOption.of(plugin)) {
        options.row(plugin.name(), option.name(), option.usual(), option.description());
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
        writeOptions(out, format);
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

  private static void writeContainers(
      JsonGenerator out, List<PluginInfo> containers, Set<String> recovered) throws IOException {
    out.writeArrayFieldStart("containers");
    for (PluginInfo container : containers) {
      out.writeStartObject();
      out.writeStringField("container", container.name());
      out.writeStringField("extension", property(container, "extension"));
      out.writeStringField("description", property(container, "description"));
      writeWords(out, "codecs", property(container, "container.codecs"));
      out.writeBooleanField("live", has(container, LIVE));
      out.writeBooleanField("editLists", has(container, EDIT_LISTS));
      out.writeBooleanField("recover", recovered.contains(container.name()));
      writeOptions(out, container);
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  /** Writes the options of a plugin. */
  static void writeOptions(JsonGenerator out, PluginInfo plugin) throws IOException {
    out.writeArrayFieldStart("options");
    for (WriterOption option : WriterOption.of(plugin)) {
      out.writeStartObject();
      out.writeStringField("name", option.name());
      out.writeStringField("default", option.usual());
      out.writeStringField("description", option.description());
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
