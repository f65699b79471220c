package org.kinora.container.mp4;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;
import java.util.Set;
import org.kinora.lib.movie.BoxCursor;
import org.kinora.lib.movie.BoxFile;
import org.kinora.lib.movie.BoxFile.FileBox;
import org.kinora.lib.movie.FoundMovie;
import org.kinora.lib.movie.FragmentScan;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.spi.container.FileRecovery;
import org.kinora.spi.container.RecoveryType;
import org.kinora.spi.container.Salvage;
import org.osgi.service.component.annotations.Component;

/**
 * Makes MP4 files whole whose index or fragments lie in front of what is missing, ours and others':
 * their samples, as far as each is there, become a plain file. Keeps pictures and sound, their
 * sample entries and where they begin. A track whose description is damaged is told with no
 * samples.
 */
@Component
@RecoveryType(container = "mp4")
public final class Mp4Recovery implements FileRecovery {
  private static final int HEADER_BYTES = 8;
  private static final Set<String> FIRST = Set.of("ftyp", "styp");

  /** Called by Declarative Services. */
  public Mp4Recovery() {}

  @Override
  public boolean accepts(ByteBuffer head) {
    return head.remaining() >= HEADER_BYTES
        && FIRST.contains(BoxCursor.name(head, head.position() + Integer.BYTES));
  }

  @Override
  public Salvage examine(SeekableByteChannel in) throws IOException {
    BoxFile file = new BoxFile(in);
    Optional<FileBox> first = file.box(0, file.sizeBytes());
    if (first.filter(box -> FIRST.contains(box.type())).isEmpty()) {
      throw unreadable("no box ftyp in front");
    }
    FragmentScan scan = FragmentScan.of(file);
    FoundMovie movie =
        scan.movie().orElseThrow(() -> noIndex("box moov is missing: a plain file gets it last"));
    return new Mp4Salvage(file, scan, movie);
  }

  private static MediaException noIndex(String why) {
    return new MediaException(
        MediaError.INDEX_NOT_FOUND, "mp4: " + why + "; samples cannot be told apart");
  }

  private static MediaException unreadable(String why) {
    return new MediaException(MediaError.INDEX_PARSE_ERROR, "mp4: " + why);
  }
}
