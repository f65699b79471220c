package org.kinora.shell.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.kinora.catalog.Archive;
import org.kinora.catalog.Catalog;
import org.kinora.catalog.CatalogEntry;
import org.kinora.engine.scene.EngineScenes;
import org.kinora.export.Datasets;
import org.kinora.export.ExportService;
import org.kinora.media.Fault;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.playback.Playback;
import org.kinora.playback.PlaybackSession;
import org.kinora.playback.Player;
import org.kinora.playback.PlayerListener;
import org.kinora.playback.PlayerSettings;
import org.kinora.plugins.Deployment;
import org.kinora.plugins.PluginInfo;
import org.kinora.plugins.PluginInfo.Kind;
import org.kinora.plugins.Plugins;
import org.kinora.plugins.Settings;
import org.kinora.scene.Scenes;

/** A platform whose recordings lie below a directory of a test. */
public final class FakePlatform implements Platform, Catalog {
  /** Takes the jobs. */
  public final FakeExports exports = new FakeExports();

  /** Looks at data sets. */
  final FakeDatasets datasets = new FakeDatasets();

  /** Knows what a test put in. */
  final FakeArchive archive = new FakeArchive();

  /** The plugins folder. */
  final FakeDeployment deployment = new FakeDeployment();

  private final Path root;
  private final Map<Path, FakeRecording> recordings = new TreeMap<>();
  private Optional<Path> home = Optional.empty();
  private String encoder = "h264";

  /** A platform without recordings. */
  public FakePlatform(Path root) {
    this.root = root;
  }

  /** Adds a recording directory with pictures of this codec. */
  public Path recording(String id, String codec, Fault... faults) throws IOException {
    Path path = Files.createDirectories(root.resolve(id));
    recordings.put(path, new FakeRecording(path, codec, true, List.of(faults)));
    return path;
  }

  Path tagged(String id, Map<String, String> tags) throws IOException {
    Path path = recording(id, "h264");
    recordings.put(path, new FakeRecording(path, "h264", true, List.of(), tags));
    return path;
  }

  /** A recording of pictures and input events. */
  Path played(String id) throws IOException {
    Path path = Files.createDirectories(root.resolve(id));
    recordings.put(path, FakeRecording.played(path));
    return path;
  }

  Path unfinished(String id) throws IOException {
    Path path = Files.createDirectories(root.resolve(id));
    recordings.put(path, new FakeRecording(path, "h264", false, List.of()));
    return path;
  }

  Path file(Path path, String codec) throws IOException {
    Files.createFile(path);
    recordings.put(path, new FakeRecording(path, codec, true, List.of()));
    return path;
  }

  void home(Path directory) {
    home = Optional.of(directory);
  }

  @Override
  public Playback playback() {
    return new FakePlayback();
  }

  private final class FakePlayback implements Playback {
    @Override
    public PlaybackSession open(Path path) throws MediaException {
      @Nullable FakeRecording recording = recordings.get(path);
      if (recording == null) {
        throw new MediaException(MediaError.DIR_NOT_FOUND, "there is nothing at " + path);
      }
      return recording;
    }

    @Override
    public Player play(Path recording, PlayerSettings settings, PlayerListener listener) {
      throw new UnsupportedOperationException();
    }
  }

  /** Takes an encoder away. */
  void withoutEncoder() {
    encoder = "vp8";
  }

  @Override
  public Scenes scenes() {
    return new EngineScenes();
  }

  @Override
  public ExportService exports() {
    return exports;
  }

  @Override
  public Datasets datasets() {
    return datasets;
  }

  @Override
  public Catalog catalog() {
    return this;
  }

  @Override
  public Archive archive() {
    return archive;
  }

  @Override
  public Plugins plugins() {
    return (FakePlugins)
        () ->
            List.of(
                plugin(Kind.STORAGE, "jsonl", Map.of("format.reads", "0 1", "format.writes", "1")),
                plugin(
                    Kind.STORAGE, "container", Map.of("format.reads", "", "format.writes", "-1")),
                plugin(
                    Kind.STORAGE,
                    "fake",
                    Map.of(
                        "format.reads",
                        "0 1",
                        "format.writes",
                        "1",
                        "format.options",
                        "sync=gop, when it is forced to the disk\nroom=0, reserved bytes",
                        "format.loses",
                        "times are rounded to 1 ms\ntags are left out")),
                plugin(Kind.ENCODER, encoder, Map.of("codec.implementation", "x")),
                plugin(Kind.MUXER, "mp4", muxer("mp4", "h264 vp9 opus", true)),
                plugin(Kind.MUXER, "webm", muxer("webm", "vp9 vp8 opus", false)),
                plugin(Kind.MUXER, "wave", muxer("wav", "pcm_s16le", false)),
                plugin(Kind.RECOVERY, "mp4 mkv", Map.of("container", "mp4 mkv")),
                plugin(
                    Kind.DATASET,
                    "shards",
                    Map.of(
                        "dataset.options",
                        "length=20s, of a piece\ngame=, what is played",
                        "description",
                        "pieces of some seconds")));
  }

  private static Map<String, String> muxer(String extension, String codecs, boolean editLists) {
    return Map.of(
        "extension",
        extension,
        "container.codecs",
        codecs,
        "container.editLists",
        Boolean.toString(editLists),
        "container.live",
        "true",
        "container.options",
        "layout=plain, where the index lies\ninterleave=1s, how long a chunk is",
        "description",
        "A container");
  }

  private static PluginInfo plugin(Kind kind, String name, Map<String, String> properties) {
    return new PluginInfo(kind, name, "org.kinora." + name, "0.1.0", 100, properties);
  }

  @Override
  public Deployment deployment() {
    return deployment;
  }

  @Override
  public Settings settings() {
    return deployment;
  }

  @Override
  public Optional<Path> home() {
    return home;
  }

  @Override
  public Path root() {
    return root;
  }

  @Override
  public Path resolve(String id) throws IOException {
    if (!id.matches("[A-Za-z0-9._-]{1,128}")) {
      throw new MediaException(MediaError.ID_INVALID, "'" + id + "' is not a recording id");
    }
    return root.resolve(id);
  }

  @Override
  public List<CatalogEntry> list(Path directory) {
    List<CatalogEntry> entries = new ArrayList<>();
    recordings.forEach(
        (path, recording) -> {
          if (directory.equals(path.getParent())) {
            entries.add(
                new CatalogEntry(
                    path.getFileName().toString(),
                    path,
                    "fake",
                    Optional.of(recording.info()),
                    Optional.empty()));
          }
        });
    return entries;
  }
}
