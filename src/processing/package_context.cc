// The context of the JSON-LD: what each of its words means (docs/formats/package.md). A word is a
// property of DPV only where DPV means it so: its names are those of legal entities, so ours is
// Dublin Core's; its joint controllers are a group, and each of them is a controller.
#include "processing/package.h"

namespace ombud::processing {

namespace {

constexpr std::string_view context = R"({
  "@context": {
    "@version": 1.1,
    "dpv": "https://w3id.org/dpv#",
    "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
    "loc": "https://w3id.org/dpv/loc#",
    "dct": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "ombud": "urn:ombud:word:",
    "RecordOfProcessing": "ombud:RecordOfProcessing",
    "address": "dpv:hasAddress",
    "as": {"@id": "ombud:receivesAs", "@type": "@id"},
    "asOf": {"@id": "dct:valid", "@type": "xsd:date"},
    "balancedOn": {"@id": "ombud:balancedOn", "@type": "xsd:date"},
    "categories": {"@id": "dpv:hasProcessing", "@type": "@id"},
    "class": {"@id": "ombud:class", "@type": "@id"},
    "contact": "dpv:hasContact",
    "contract": "ombud:contract",
    "controller": {"@id": "dpv:hasDataController", "@type": "@id"},
    "countries": {"@id": "dpv:hasLocation", "@type": "@id"},
    "country": {"@id": "dpv:hasLocation", "@type": "@id"},
    "criminalStatute": "ombud:criminalStatute",
    "customers": "ombud:customers",
    "dataProtectionOfficer": {"@id": "dpv:hasDataProtectionOfficer"},
    "dataSubject": {"@id": "dpv:hasDataSubject", "@type": "@id"},
    "description": "dct:description",
    "disclosures": "dpv:hasProcessing",
    "document": "ombud:document",
    "email": "ombud:email",
    "erasureRoutine": "ombud:erasureRoutine",
    "identifier": "dct:identifier",
    "impact": "ombud:impact",
    "interest": "ombud:interest",
    "internationalOrganisation": "ombud:internationalOrganisation",
    "jointControllers": {"@id": "dpv:hasDataController", "@type": "@id"},
    "kind": {"@id": "ombud:kind", "@type": "@id"},
    "language": "dct:language",
    "leftOut": "ombud:leftOut",
    "legalBases": "dpv:hasLegalBasis",
    "madeAt": {"@id": "dct:created", "@type": "xsd:dateTime"},
    "matrix": "dpv:hasProcess",
    "measures": {"@id": "dpv:hasTechnicalOrganisationalMeasure", "@type": "@id"},
    "mechanism": {"@id": "dpv:hasLegalBasis", "@type": "@id"},
    "name": "dct:title",
    "nationalIdStatute": "ombud:nationalIdStatute",
    "necessity": "ombud:necessity",
    "onBehalfOf": {"@id": "dpv:hasDataController", "@type": "@id"},
    "operations": {"@id": "dpv:hasProcessing", "@type": "@id"},
    "part": "ombud:part",
    "personalData": {"@id": "dpv:hasPersonalData", "@type": "@id"},
    "phone": "ombud:phone",
    "processor": {"@id": "dpv:hasDataProcessor", "@type": "@id"},
    "purposes": "dpv:hasPurpose",
    "reason": "ombud:reason",
    "recipient": {"@id": "dpv:hasRecipient", "@type": "@id"},
    "recipients": {"@id": "dpv:hasRecipient", "@type": "@id"},
    "regularity": {"@id": "ombud:regularity", "@type": "@id"},
    "representative": {"@id": "dpv:hasRepresentative"},
    "restsOn": {"@id": "dpv:hasLegalBasis", "@type": "@id"},
    "retention": {"@id": "dpv:hasDuration", "@type": "@id"},
    "role": {"@id": "ombud:role", "@type": "@id"},
    "roles": {"@id": "ombud:role", "@type": "@id"},
    "runBy": {"@id": "dpv:hasDataProcessor", "@type": "@id"},
    "safeguard": "ombud:safeguard",
    "security": "ombud:security",
    "source": {"@id": "dpv:hasDataSource", "@type": "@id"},
    "sourceText": "ombud:sourceText",
    "specialExceptions": "dpv:hasLegalBasis",
    "starts": {"@id": "ombud:starts", "@type": "@id"},
    "startsOn": {"@id": "ombud:startsOn", "@type": "xsd:date"},
    "statute": "ombud:statute",
    "systems": {"@id": "dpv:isImplementedUsingTechnology", "@type": "@id"},
    "transfers": "dpv:hasProcessing"
  }
}
)";

}  // namespace

std::string_view linked_data_context() { return context; }

}  // namespace ombud::processing
