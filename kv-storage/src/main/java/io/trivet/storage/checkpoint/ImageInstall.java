package io.trivet.storage.checkpoint;

import io.trivet.storage.frame.CorruptFrameException;
import io.trivet.storage.log.LogBeginning;
import java.io.IOException;

/// Puts an image that has come as a whole in the place of a node's data, before anything of that is
/// opened.
///
/// The [ImageMark] moves with the image and says what is left to do. Steps, each durable before the
/// next:
///
/// ```
///  incoming/ has the mark                    it can be opened, or it is thrown away
///  checkpoint/ -> checkpoint.old/            the old store steps aside
///  incoming/   -> checkpoint/                the new one takes its place, the mark in it
///  checkpoint/ has the mark                  the old log is deleted, an empty one begins
///  the mark is deleted                       the data is the image's, and may be opened
///  checkpoint.old/ is deleted
/// ```
///
/// A start that is cut short anywhere is followed by one that goes on there: as long as a mark is
/// left, no store and no log is opened, so that neither is ever seen beside the other's past.
///
/// Why there is no mixture is in ADR-0009.
///
/// Threads: one.
final class ImageInstall {

  static final String INCOMING = "incoming";
  static final String CHECKPOINT = "checkpoint";
  static final String OLD = "checkpoint.old";
  static final String WAL = "wal";

  private final Folders folders;
  private final Check check;

  /// Says whether the store in [#INCOMING] can be opened and is what the mark says.
  @FunctionalInterface
  interface Check {
    boolean isWhole(ImageMark mark) throws IOException;
  }

  ImageInstall(Folders folders, Check check) {
    this.folders = folders;
    this.check = check;
  }

  /// Does what is left to do in a data directory: [#run()].
  static ImageOutcome run(DataDirectory directory, RocksOptions rocks) throws IOException {
    RocksHome incoming = new RocksHome(directory.incoming(), rocks);
    return new ImageInstall(directory, mark -> isWhole(incoming, mark)).run();
  }

  private static boolean isWhole(RocksHome home, ImageMark mark) throws IOException {
    try (RocksStore store = home.open()) {
      return CheckpointManifest.read(store).redoSequence() == mark.redoSequence();
    } catch (CorruptStoreException e) {
      return false; // and thrown away, which the outcome tells
    }
  }

  /// Does what is left to do.
  ImageOutcome run() throws IOException {
    ImageOutcome outcome = ImageOutcome.NONE;
    if (folders.has(INCOMING)) {
      outcome = placeStore();
    }
    if (folders.has(CHECKPOINT)) {
      ImageMark mark = ImageMark.read(folders.in(CHECKPOINT));
      if (mark != null) {
        beginLog(mark);
        outcome = ImageOutcome.INSTALLED;
      }
    }
    deleteOld();
    return outcome;
  }

  private ImageOutcome placeStore() throws IOException {
    boolean isWhole = false;
    try {
      ImageMark mark = ImageMark.read(folders.in(INCOMING));
      if (mark == null) {
        return ImageOutcome.NONE;
      }
      folders.in(INCOMING).syncDirectory(); // whoever wrote the mark may have died before
      isWhole = check.isWhole(mark);
    } catch (CorruptFrameException e) {
      isWhole = false; // of the mark
    }
    if (!isWhole) {
      refuse();
      return ImageOutcome.REFUSED;
    }
    if (folders.has(CHECKPOINT)) {
      deleteOld();
      folders.rename(CHECKPOINT, OLD);
      folders.sync();
    }
    folders.rename(INCOMING, CHECKPOINT);
    folders.sync();
    return ImageOutcome.INSTALLED;
  }

  /// The old store may have stepped aside before an earlier start was cut short.
  private void refuse() throws IOException {
    if (!folders.has(CHECKPOINT) && folders.has(OLD)) {
      folders.rename(OLD, CHECKPOINT);
      folders.sync();
    }
    ImageMark.delete(folders.in(INCOMING));
    folders.delete(INCOMING);
    folders.sync();
  }

  private void beginLog(ImageMark mark) throws IOException {
    new LogBeginning(mark.redoSequence(), mark.endSequence())
        .replaceLog(folders.in(WAL), mark.epochs());
    folders.sync();
    ImageMark.deleteAllOf(folders.in(CHECKPOINT));
  }

  private void deleteOld() throws IOException {
    if (folders.has(OLD)) {
      folders.delete(OLD);
      folders.sync();
    }
  }
}
