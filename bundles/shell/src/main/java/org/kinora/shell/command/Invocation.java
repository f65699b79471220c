package org.kinora.shell.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/**
 * One run of a command: what it may use, and where it stands.
 *
 * @param platform what it may use
 * @param directory what relative paths are relative to
 * @param out takes the result
 * @param err takes errors and progress
 * @param terminal whether a person watches {@code err}
 * @param width columns of the terminal
 */
public record Invocation(
    Platform platform,
    Path directory,
    PrintStream out,
    PrintStream err,
    boolean terminal,
    int width) {

  /** Writes the fields of one JSON object. */
  interface JsonBody {
    /** Writes into an object that is begun and ended elsewhere. */
    void write(JsonGenerator json) throws IOException;
  }

  /** Writes one JSON object, in UTF-8 and only when it is whole, and a line end. */
  void json(JsonBody body) throws IOException {
    ByteArrayOutputStream document = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(document)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      body.write(json);
      json.writeEndObject();
    }
    document.write('\n');
    out.write(document.toByteArray());
    out.flush();
  }

  /**
   * Turns an argument into an absolute path; {@code ~} is the user's home.
   *
   * @throws MediaException ARGUMENT_INVALID if it cannot be one
   */
  Path path(String argument) throws MediaException {
    String text = argument;
    if (text.equals("~") || text.startsWith("~/")) {
      text = System.getProperty("user.home") + text.substring(1);
    }
    try {
      return directory.resolve(text).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new MediaException(
          MediaError.ARGUMENT_INVALID, "not a path: " + e.getReason() + " in an argument", e);
    }
  }

  /** The same run with its result going elsewhere. */
  Invocation withOut(PrintStream other) {
    return new Invocation(platform, directory, other, err, terminal, width);
  }
}
