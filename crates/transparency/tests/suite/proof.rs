//! Trees and proofs: the known tree of eight leaves, all small trees, another implementation, changed bytes.

use crate::{hash, leaves};
use ct_merkle::digest::Output;
use ct_merkle::mem_backed_tree::MemoryBackedTree;
use ct_merkle::{ConsistencyProof, InclusionProof, RootHash};
use proptest::prelude::*;
use sha2_of_ct_merkle::Sha256;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use transparency::proof::*;

/// The tree by which implementations of Certificate Transparency are compared.
const KNOWN: [&[u8]; 8] = [
    b"",
    b"\x00",
    b"\x10",
    b"\x20\x21",
    b"\x30\x31",
    b"\x40\x41\x42\x43",
    b"\x50\x51\x52\x53\x54\x55\x56\x57",
    b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
];
const ROOTS: [&str; 9] = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

fn known() -> Vec<Hash> {
    KNOWN.iter().map(|data| leaf_hash(data)).collect()
}

#[test]
fn the_known_tree_has_its_known_roots() {
    let leaves = known();
    for (size, expected) in ROOTS.iter().enumerate() {
        assert_eq!(root_of(&leaves[..size]), hash(expected), "{size} leaves");
        assert_eq!(root(&Leaves(&leaves), size as u64), Ok(hash(expected)));
    }
    assert_eq!(empty_root(), hash(ROOTS[0]));
}

#[test]
fn the_known_tree_has_its_known_proofs() {
    let leaves = known();
    let inclusion = |index, size| prove_inclusion(&Leaves(&leaves), index, size).unwrap();
    let all = |hexes: &[&str]| hexes.iter().map(|hex| hash(hex)).collect::<Vec<_>>();
    assert!(inclusion(0, 1).is_empty());
    assert_eq!(
        inclusion(0, 8),
        all(&[
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ])
    );
    assert_eq!(
        inclusion(5, 8),
        all(&[
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ])
    );
    let consistency = |from, to| prove_consistency(&Leaves(&leaves), from, to).unwrap();
    assert!(consistency(1, 1).is_empty());
    assert_eq!(
        consistency(6, 8),
        all(&[
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ])
    );
    assert_eq!(
        consistency(2, 5),
        all(&[
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ])
    );
}

#[test]
fn all_proofs_of_all_trees_up_to_200_leaves_hold_and_hold_for_nothing_else() {
    let leaves = leaves(200);
    let roots: Vec<Hash> = (0..=200).map(|size| root_of(&leaves[..size])).collect();
    // Each subtree is computed once.
    let mut stored = HashMap::new();
    for node in (0..8).flat_map(|level| (0..200_u64 >> level).map(move |index| Node { level, index })) {
        stored.insert(node, Leaves(&leaves).root_of(node).unwrap());
    }
    for size in 0..=200_u64 {
        let whole = &roots[size as usize];
        for index in 0..size {
            let leaf = &leaves[index as usize];
            let proof = prove_inclusion(&stored, index, size).unwrap();
            assert_eq!(verify_inclusion(leaf, index, size, whole, &proof), Ok(()), "{index} of {size}");
            // Another place of the same tree.
            let other = (index + 1) % size;
            assert_eq!(verify_inclusion(leaf, other, size, whole, &proof).is_ok(), other == index);
        }
        for old in 0..=size {
            let before = &roots[old as usize];
            let proof = prove_consistency(&stored, old, size).unwrap();
            assert_eq!(verify_consistency((old, before), (size, whole), &proof), Ok(()), "{old} to {size}");
            if old > 0 {
                let wrong = &roots[old as usize - 1];
                assert!(verify_consistency((old, wrong), (size, whole), &proof).is_err());
                assert!(verify_consistency((old - 1, before), (size, whole), &proof).is_err());
            }
        }
    }
}

#[test]
fn what_is_out_of_the_tree_is_said() {
    let leaves = leaves(5);
    let source = Leaves(&leaves);
    assert_eq!(prove_inclusion(&source, 5, 5), Err(ProveError::OutOfTree { index: 5, size: 5 }));
    assert_eq!(prove_inclusion(&source, 0, 0), Err(ProveError::OutOfTree { index: 0, size: 0 }));
    assert_eq!(prove_consistency(&source, 5, 4), Err(ProveError::Backwards { from: 5, to: 4 }));
    let missing = MissingNode { level: 2, index: 1 };
    assert_eq!(prove_inclusion(&source, 0, 8), Err(ProveError::Source(missing)));
    assert_eq!(missing.to_string(), "the subtree of level 2 at 1 is not there");
    assert!(source.root_of(Node { level: 63, index: u64::MAX }).is_err());
    assert!(source.root_of(Node { level: 255, index: 1 }).is_err());

    let root = root_of(&leaves);
    let proof = prove_inclusion(&source, 2, 5).unwrap();
    let wrong =
        |index, size, proof: &[Hash]| verify_inclusion(&leaves[2], index, size, &root, proof).unwrap_err();
    assert_eq!(wrong(5, 5, &proof), ProofError::OutOfTree { index: 5, size: 5 });
    assert_eq!(wrong(2, 5, &proof[1..]), ProofError::Length { found: 2, expected: 3 });
    assert_eq!(
        wrong(2, 5, &[proof.clone(), proof.clone()].concat()),
        ProofError::Length { found: 6, expected: 3 }
    );
    assert_eq!(wrong(3, 5, &proof), ProofError::Root);
    let to = (5, &root);
    assert_eq!(verify_consistency((6, &root), to, &[]), Err(ProofError::Backwards { from: 6, to: 5 }));
    assert_eq!(verify_consistency((0, &empty_root()), to, &[]), Ok(()));
    assert_eq!(verify_consistency((0, &root), to, &[]), Err(ProofError::OldRoot));
    assert_eq!(verify_consistency((5, &leaves[0]), to, &[]), Err(ProofError::OldRoot));
    assert_eq!(
        verify_consistency((0, &empty_root()), to, &[root]),
        Err(ProofError::Length { found: 1, expected: 0 })
    );
}

/// Says what it was asked.
struct Asked<'a>(Leaves<'a>, RefCell<Vec<Node>>);

impl Subtrees for Asked<'_> {
    type Error = MissingNode;
    fn root_of(&self, node: Node) -> Result<Hash, MissingNode> {
        self.1.borrow_mut().push(node);
        self.0.root_of(node)
    }
}

#[test]
fn a_source_is_asked_for_few_subtrees_which_can_be_named_beforehand() {
    let leaves = leaves(100);
    let all = Leaves(&leaves);
    let asked = |run: &dyn Fn(&Asked<'_>)| {
        let source = Asked(all, RefCell::default());
        run(&source);
        let mut nodes = source.1.into_inner();
        nodes.sort();
        nodes
    };
    let sorted = |mut nodes: Vec<Node>| {
        nodes.sort();
        nodes
    };
    for size in 0..=100_u64 {
        let nodes = root_nodes(size);
        assert_eq!(nodes.len(), size.count_ones() as usize);
        assert_eq!(sorted(nodes), asked(&|source| _ = root(source, size)));
        for index in 0..size {
            let nodes = inclusion_nodes(index, size).unwrap();
            assert!(nodes.len() <= 13, "{} for {index} of {size}", nodes.len());
            let stored: BTreeMap<Node, Hash> =
                nodes.iter().map(|node| (*node, all.root_of(*node).unwrap())).collect();
            assert_eq!(stored.len(), nodes.len(), "each once");
            assert_eq!(prove_inclusion(&stored, index, size), prove_inclusion(&all, index, size));
            assert_eq!(sorted(nodes), asked(&|source| _ = prove_inclusion(source, index, size)));
            let nodes = consistency_nodes(index, size).unwrap();
            let stored: HashMap<Node, Hash> =
                nodes.iter().map(|node| (*node, all.root_of(*node).unwrap())).collect();
            assert_eq!(prove_consistency(&stored, index, size), prove_consistency(&all, index, size));
        }
    }
    assert_eq!(inclusion_nodes(4, 4), None);
    assert_eq!(consistency_nodes(5, 4), None);
}

/// Two subtrees of one height look alike here; only how the parts are cut is of interest.
struct Endless;

impl Subtrees for Endless {
    type Error = std::convert::Infallible;
    fn root_of(&self, node: Node) -> Result<Hash, Self::Error> {
        Ok(leaf_hash(&[&[node.level][..], &node.index.to_be_bytes()].concat()))
    }
}

#[test]
fn the_largest_trees_end_too() {
    for size in [u64::MAX, u64::MAX - 1, 1 << 63, (1 << 63) + 1, (1 << 63) - 1] {
        assert!(root(&Endless, size).is_ok());
        for index in [0, 1, size / 2, size - 1] {
            assert!(prove_inclusion(&Endless, index, size).unwrap().len() <= 64);
            assert!(inclusion_nodes(index, size).unwrap().len() <= 127);
            assert!(prove_consistency(&Endless, index, size).unwrap().len() <= 65);
            assert!(consistency_nodes(index, size).unwrap().len() <= 127);
            let zeros = vec![[0; 32]; prove_inclusion(&Endless, index, size).unwrap().len()];
            assert_eq!(verify_inclusion(&[0; 32], index, size, &[0; 32], &zeros), Err(ProofError::Root));
            let zeros = vec![[0; 32]; prove_consistency(&Endless, index, size).unwrap().len()];
            assert!(verify_consistency((index, &[0; 32]), (size, &[0; 32]), &zeros).is_err());
        }
    }
}

#[test]
fn another_implementation_makes_the_same_and_takes_ours() {
    let data: Vec<[u8; 8]> = (0..70_u64).map(u64::to_be_bytes).collect();
    let leaves = leaves(70);
    let digests = |hashes: &[Hash]| hashes.iter().map(|hash| (*hash).into()).collect::<Vec<Output<Sha256>>>();
    let mut tree = MemoryBackedTree::<Sha256, [u8; 8]>::new();
    for size in 1..=70_usize {
        tree.push(data[size - 1]);
        let wide = size as u64;
        let theirs = tree.root();
        assert_eq!(theirs.as_bytes()[..], root_of(&leaves[..size])[..]);
        for (index, leaf) in data[..size].iter().enumerate() {
            let ours = prove_inclusion(&Leaves(&leaves), index as u64, wide).unwrap();
            assert_eq!(tree.prove_inclusion(index).as_bytes(), ours.concat());
            let proof = InclusionProof::<Sha256>::from_digests(&digests(&ours));
            assert!(theirs.verify_inclusion(leaf, index as u64, &proof).is_ok());
        }
        for old in 1..=size {
            let ours = prove_consistency(&Leaves(&leaves), old as u64, wide).unwrap();
            assert_eq!(tree.prove_consistency(size - old).as_bytes(), ours.concat(), "{old} to {size}");
            let proof = ConsistencyProof::<Sha256>::from_digests(&digests(&ours));
            let before = RootHash::new(root_of(&leaves[..old]).into(), old as u64);
            assert!(theirs.verify_consistency(&before, &proof).is_ok());
        }
    }
}

/// The hash with one byte changed.
fn changed(hash: &Hash, at: usize, by: u8) -> Hash {
    let mut other = *hash;
    other[at % 32] ^= by;
    other
}

proptest! {
    #[test]
    fn one_changed_byte_breaks_a_proof_of_inclusion(
        size in 1_u64..=200, pick: u64, at: usize, by in 1_u8.., part: prop::sample::Index,
    ) {
        let (leaves, index) = (leaves(size), pick % size);
        let (leaf, root) = (leaves[index as usize], root_of(&leaves));
        let proof = prove_inclusion(&Leaves(&leaves), index, size).unwrap();
        prop_assert!(verify_inclusion(&changed(&leaf, at, by), index, size, &root, &proof).is_err());
        prop_assert!(verify_inclusion(&leaf, index, size, &changed(&root, at, by), &proof).is_err());
        if !proof.is_empty() {
            let mut other = proof.clone();
            let part = part.index(other.len());
            other[part] = changed(&other[part], at, by);
            prop_assert!(verify_inclusion(&leaf, index, size, &root, &other).is_err());
            let mut other = proof.clone();
            other.remove(part);
            prop_assert!(verify_inclusion(&leaf, index, size, &root, &other).is_err());
        }
        // A size with which the way to the root is another one.
        let mut other = proof;
        other.push(root);
        prop_assert!(verify_inclusion(&leaf, index, size, &root, &other).is_err());
    }

    #[test]
    fn one_changed_byte_breaks_a_proof_of_consistency(
        size in 2_u64..=200, pick: u64, at: usize, by in 1_u8.., part: prop::sample::Index,
    ) {
        let leaves = leaves(size);
        let old = 1 + pick % (size - 1);
        let (before, after) = (root_of(&leaves[..old as usize]), root_of(&leaves));
        let proof = prove_consistency(&Leaves(&leaves), old, size).unwrap();
        prop_assert!(verify_consistency((old, &before), (size, &after), &proof).is_ok());
        prop_assert!(verify_consistency((old, &changed(&before, at, by)), (size, &after), &proof).is_err());
        prop_assert!(verify_consistency((old, &before), (size, &changed(&after, at, by)), &proof).is_err());
        let mut other = proof.clone();
        let part = part.index(other.len());
        other[part] = changed(&other[part], at, by);
        prop_assert!(verify_consistency((old, &before), (size, &after), &other).is_err());
        prop_assert!(verify_consistency((old, &before), (size, &after), &proof[1..]).is_err());
    }

    #[test]
    fn a_proof_handed_in_by_anybody_is_answered(
        index: u64, size: u64, hashes in prop::collection::vec(any::<Hash>(), 0..70), root: Hash, leaf: Hash,
    ) {
        prop_assert!(verify_inclusion(&leaf, index, size, &root, &hashes).is_err());
        prop_assert!(verify_consistency((index, &leaf), (size, &root), &hashes).is_err());
    }
}
