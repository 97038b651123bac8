package io.trivet.storage.value;

/// What a [SetValue] is made of at the moment.
sealed interface SetForm permits PackedIntegers, PackedMembers, EntryTable {}
